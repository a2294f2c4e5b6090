// The made-up catalogue: three tracks with one lab each, and one more where it is asked for.

import type { Track } from "../../wire/Track";
import { serviceThatComesBack } from "./a-service-that-comes-back";
import { alertThatReaches } from "./alert-that-reaches-someone";
import { firstPipeline } from "./first-pipeline";
import type { FakeLab } from "./lab";
import { options } from "./options";
import { t } from "./text";
import { twoServers } from "./two-servers-one-state";

export const LABS: readonly FakeLab[] = [
  firstPipeline,
  twoServers,
  alertThatReaches,
  ...(options.has("grants") ? [serviceThatComesBack] : []),
];

export const TRACKS: readonly Track[] = [
  {
    id: "ci",
    title: t("CI/CD", "CI/CD"),
    summary: t(
      "Pipelines that build, test and deliver, and what to do when they are red.",
      "Des pipelines qui construisent, testent et livrent, et que faire quand ils sont au rouge.",
    ),
  },
  {
    id: "iac",
    title: t("Infrastructure as code", "Infrastructure as code"),
    summary: t(
      "Servers described in files, brought to one state, and kept there.",
      "Des serveurs décrits dans des fichiers, amenés à un même état, et maintenus.",
    ),
  },
  {
    id: "monitoring",
    title: t("Monitoring", "Supervision"),
    summary: t(
      "Metrics, logs and alerts that tell the right person in time.",
      "Des métriques, des journaux et des alertes qui préviennent la bonne personne à temps.",
    ),
  },
];
