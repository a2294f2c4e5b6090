// How a service's state is said and shown. Each has a shape of its own beside its colour.

import { t } from "../../lib/texts/index.svelte";
import type { ServiceState } from "../../lib/wire/ServiceState";

export type Shape = "disc" | "ring" | "bars" | "cross" | "triangle";

export function shapeOf(state: ServiceState): Shape {
  switch (state) {
    case "running":
    case "healthy":
      return "disc";
    case "created":
      return "ring";
    case "paused":
      return "bars";
    case "unhealthy":
      return "triangle";
    case "exited":
    case "missing":
      return "cross";
  }
}

export function wordOf(state: ServiceState): string {
  switch (state) {
    case "created":
      return t("lab-service-created");
    case "running":
      return t("lab-service-running");
    case "healthy":
      return t("lab-service-healthy");
    case "unhealthy":
      return t("lab-service-unhealthy");
    case "paused":
      return t("lab-service-paused");
    case "exited":
      return t("lab-service-exited");
    case "missing":
      return t("lab-service-missing");
  }
}

export function isUp(state: ServiceState | undefined): boolean {
  return state === "running" || state === "healthy" || state === "unhealthy" || state === "paused";
}
