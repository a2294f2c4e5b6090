// What a failed call threw, as an `ErrorView`. Refuses to hide anything: what is not one becomes one, with its text.

import type { ErrorView } from "../wire/ErrorView";

export function isErrorView(thrown: unknown): thrown is ErrorView {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown && "hint" in thrown;
}

export function errorView(thrown: unknown): ErrorView {
  if (isErrorView(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : JSON.stringify(thrown);
  return { code: "unexpected", message, hint: "" };
}
