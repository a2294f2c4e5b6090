// The window's words: Fluent files, one set per language, shared with the command line. `t` is reactive: where it is
// called in markup or in `$derived`, a change of language redraws.

import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { Lang } from "../wire/Lang";
import type { Text } from "../wire/Text";

const PATTERN = import.meta.glob<string>(
  [
    "../../../../src-tauri/texts/{en,fr}/{common,shell,onboarding,home,catalogue,progress,doctor,settings,lab}.ftl",
  ],
  { query: "?raw", import: "default", eager: true },
);

function bundle(lang: Lang): FluentBundle {
  const made = new FluentBundle(lang, { useIsolating: false });
  for (const [path, source] of Object.entries(PATTERN)) {
    if (!path.includes(`/${lang}/`)) continue;
    const errors = made.addResource(new FluentResource(source));
    for (const error of errors) console.error(`${path}: ${error.message}`);
  }
  return made;
}

const bundles: Record<Lang, FluentBundle> = { en: bundle("en"), fr: bundle("fr") };

// Until the program says which one: the system's.
const ofSystem: Lang = navigator.language.startsWith("fr") ? "fr" : "en";
document.documentElement.lang = ofSystem;
let current = $state<Lang>(ofSystem);

export function lang(): Lang {
  return current;
}

/** Switches every word, number and date of the window. The program is told by the caller. */
export function showLang(next: Lang): void {
  current = next;
  document.documentElement.lang = next;
}

/** The message `id`, with its variables. A message that is missing is a defect: its id is shown and logged. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
  const message = bundles[current].getMessage(id);
  if (!message?.value) {
    console.error(`no text ${id} in ${current}`);
    return id;
  }
  const errors: Error[] = [];
  const text = bundles[current].formatPattern(message.value, args ?? null, errors);
  for (const error of errors) console.error(`text ${id} in ${current}: ${error.message}`);
  return text;
}

/** A text of a lab in the learner's language. */
export function inLang(text: Text): string {
  return text[current];
}
