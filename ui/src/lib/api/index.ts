// Which backend answers: the program itself in the app's window, the fake in a plain browser (dev and test builds only).

import type { Api } from "./api";

export type { Api, Stream, Terminal, TerminalRequest } from "./api";

/** The backend. Set once by `connect`, before anything is drawn. */
export let api: Api;

/** Fails only where a release bundle is opened outside the app's window. */
export async function connect(): Promise<void> {
  if ("__TAURI_INTERNALS__" in window) {
    const { tauri } = await import("./tauri");
    api = tauri;
  } else if (import.meta.env.MODE !== "production") {
    const { fake } = await import("./fake");
    api = fake;
  } else {
    throw new Error("This page belongs in the window of Paddock. Start Paddock instead of opening the page in a browser.");
  }
}
