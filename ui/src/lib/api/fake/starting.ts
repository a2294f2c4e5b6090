// A start as it goes: an image built step by step, services that come up, setup scripts.

import type { StartStep } from "../../wire/StartStep";
import type { FakeLab } from "./lab";
import { options } from "./options";

const LINES = [
  "FROM debian:bookworm-slim",
  "RUN apt-get update",
  "Reading package lists...",
  "RUN apt-get install -y --no-install-recommends ca-certificates curl git python3-venv vim-tiny",
  "Setting up git (1:2.39.5-0+deb12u2) ...",
  "COPY bin/ /usr/local/bin/",
  "RUN useradd --create-home learner",
  "Successfully built 1f0c9a2d77b1",
];

/** The steps, and how long each takes in milliseconds. */
export function* startSteps(lab: FakeLab, image: boolean): Generator<{ step: StartStep; ms: number }> {
  const slow = options.has("slow-start") ? 6 : 1;
  if (image) {
    for (const [index, line] of LINES.entries()) {
      yield { step: { phase: "images", name: lab.image, done: index, total: LINES.length, line }, ms: 110 * slow };
    }
  }
  const services = lab.view.topology.map((node) => node.service);
  for (const [index, name] of services.entries()) {
    yield { step: { phase: "services", name, done: index, total: services.length, line: null }, ms: (700 / services.length) * slow };
  }
  for (let done = 0; done < 2; done += 1) {
    yield { step: { phase: "setup", name: "workstation", done, total: 2, line: done === 0 ? "Cloning into 'shop'..." : "done." }, ms: 180 * slow };
  }
}
