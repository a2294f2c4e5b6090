// The make-believe data folder: a database that cannot be opened, and its rescue.

import type { ErrorView } from "../../wire/ErrorView";
import type { Lang } from "../../wire/Lang";
import type { RescueOffer } from "../../wire/RescueOffer";
import { failure } from "./error";
import { options } from "./options";

const FOLDER = "/home/camille/.local/share/paddock";

const CODES = {
  "boot-locked": "database_locked",
  "boot-read-only": "database_read_only",
  "boot-no-space": "no_space",
  "boot-newer": "database_newer",
  "boot-no-home": "home_unusable",
} as const;

let isDamaged = options.has("damaged");
let tries = 0;

/** Why the database cannot be opened now. */
export function error(lang: Lang): ErrorView | undefined {
  tries += 1;
  if (isDamaged) return failure("database_damaged", lang);
  for (const [word, code] of Object.entries(CODES)) {
    if (options.has(word) && tries === 1) return failure(code, lang);
  }
  return undefined;
}

export function offer(): RescueOffer {
  if (options.has("no-backup")) return { folder: FOLDER, backup: null };
  const made = new Date(Date.now() - 26 * 3_600_000).toISOString();
  return { folder: FOLDER, backup: { file: `${FOLDER}/backups/paddock-20261121T143210.204Z.db`, made } };
}

export function rescue(): void {
  isDamaged = false;
}
