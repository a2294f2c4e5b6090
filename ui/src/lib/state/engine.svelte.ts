// The engine and what the running labs cost, for the status bar. Kept up to date by the program's events.

import { api } from "../api";
import { errorView } from "../api/error";
import type { AppEvent } from "../wire/AppEvent";
import type { EngineStatus } from "../wire/EngineStatus";
import type { ServiceStats } from "../wire/ServiceStats";

const state = $state<{ status: EngineStatus | null; stats: Record<string, ServiceStats[]> }>({ status: null, stats: {} });

export const engine = {
  /** Nothing before the first answer. */
  get status(): EngineStatus | null {
    return state.status;
  },
  /** CPU and memory of the labs that are being watched; nothing where none is. */
  get cost(): { cpu: number; memory: number } | null {
    const all = Object.values(state.stats).flat();
    if (all.length === 0) return null;
    return {
      cpu: all.reduce((sum, service) => sum + service.cpu, 0),
      memory: all.reduce((sum, service) => sum + service.memory_bytes, 0),
    };
  },
};

const counted = new Set<string>();

/** Counts what a lab costs, until the function it answers with is called: figures that no longer come say nothing about now. */
export function countCost(lab: string): () => void {
  counted.add(lab);
  return () => {
    counted.delete(lab);
    delete state.stats[lab];
  };
}

export async function askEngine(): Promise<void> {
  try {
    state.status = await api.engineStatus();
  } catch (thrown) {
    state.status = { engine: null, context: null, error: errorView(thrown), services: 0, images_bytes: 0 };
  }
}

export function hearEngine(event: AppEvent): void {
  if (event.kind === "engine") state.status = event.status;
  if (event.kind === "stats" && counted.has(event.lab)) state.stats[event.lab] = event.services;
  if (event.kind === "session_changed" && (event.session === null || event.session.state === "down")) {
    delete state.stats[event.lab];
  }
}
