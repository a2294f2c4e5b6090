// What would be lost with the window, wherever in it the learner is now. The screens that hold such things tell it here.

import { SvelteSet } from "svelte/reactivity";
import type { ErrorView } from "../wire/ErrorView";

export interface Unsaved {
  key: string;
  name: string;
  /** The title of the lab it belongs to. */
  of: string;
  /** Answers with the error where it could not be saved. */
  save(): Promise<ErrorView | undefined>;
}

const sources = new SvelteSet<() => readonly Unsaved[]>();

/** Asks this source from now on, for as long as the window is there. */
export function holdUnsaved(source: () => readonly Unsaved[]): void {
  sources.add(source);
}

export function unsaved(): Unsaved[] {
  return [...sources].flatMap((source) => [...source()]);
}
