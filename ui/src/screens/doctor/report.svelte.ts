// The doctor's report: asked for by the screen itself, by the first launch and by the settings.

import { api } from "../../lib/api";
import { askEngine } from "../../lib/state/engine.svelte";
import { Load } from "../../lib/state/load.svelte";
import { t } from "../../lib/texts/index.svelte";
import type { DoctorReport } from "../../lib/wire/DoctorReport";

export const report = new Load<DoctorReport>(() => api.doctor());

/** Looks again, at the engine of the status bar too. */
export async function examine(): Promise<void> {
  await Promise.all([report.run(), askEngine()]);
}

export function giveUp(): void {
  report.giveUp({ code: "gave_up", message: t("common-gave-up"), hint: t("common-gave-up-hint") });
}
