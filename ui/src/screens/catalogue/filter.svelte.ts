// Which labs of the catalogue are shown. Kept while the window is open, so that coming back from a lab finds the same list.

import { inLang } from "../../lib/texts/index.svelte";
import type { LabSummary } from "../../lib/wire/LabSummary";
import type { Standing } from "../../lib/wire/Standing";
import type { Track } from "../../lib/wire/Track";

/** An empty string lets everything through. */
interface Filter {
  words: string;
  level: string;
  standing: "" | Standing;
  skill: string;
}

export const filter = $state<Filter>({ words: "", level: "", standing: "", skill: "" });

export function filtered(): boolean {
  return filter.words.trim() !== "" || filter.level !== "" || filter.standing !== "" || filter.skill !== "";
}

export function showAll(): void {
  filter.words = "";
  filter.level = "";
  filter.standing = "";
  filter.skill = "";
}

/** `Écran` is found by `ecran`. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function matches(lab: LabSummary, track: Track | undefined): boolean {
  if (filter.level !== "" && String(lab.level) !== filter.level) return false;
  if (filter.standing !== "" && lab.standing !== filter.standing) return false;
  if (filter.skill !== "" && !lab.skills.includes(filter.skill)) return false;
  const text = plain([inLang(lab.title), inLang(lab.summary), lab.id, ...lab.skills, track ? inLang(track.title) : ""].join(" "));
  return plain(filter.words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
