// Numbers, sizes, times and dates as each language writes them.

import type { Lang } from "../wire/Lang";
import { lang } from "./index.svelte";

const LOCALE: Record<Lang, string> = { en: "en-GB", fr: "fr-FR" };

const UNITS: Record<Lang, readonly [string, string, string, string]> = {
  en: ["B", "kB", "MB", "GB"],
  fr: ["o", "ko", "Mo", "Go"],
};

export function locale(): string {
  return LOCALE[lang()];
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** `412 MB`, `6,1 Go`: decimal units, one digit after the comma below ten. */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < 3) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0;
  return `${number(size, digits)}\u00a0${UNITS[lang()][unit]}`;
}

/** `4 s`, `18 min`, `1 h 05 min`, from milliseconds. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${number(seconds)}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${number(minutes)}\u00a0min`;
  const rest = minutes % 60;
  const hours = `${number(Math.floor(minutes / 60))}\u00a0h`;
  return rest === 0 ? hours : `${hours}\u00a0${String(rest).padStart(2, "0")}\u00a0min`;
}

function asDate(value: string | Date): Date {
  return typeof value === "string" ? new Date(value) : value;
}

/** `12 November`, with the year where it is not this one. */
export function date(value: string | Date, now = new Date()): string {
  const day = asDate(value);
  const year = day.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year }).format(day);
}

/** `12 November 2026 at 14:32`: a moment that one may have to recognise. */
export function moment(value: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(asDate(value));
}

/** `12 Nov`, for axes and tables. */
export function shortDate(value: string | Date): string {
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short" }).format(asDate(value));
}

/** A Monday that the program names without a time (`2026-11-16`), as a date of that day. */
export function day(iso: string): Date {
  return new Date(`${iso}T12:00:00`);
}

/** `today`, `yesterday`, `3 days ago`; further back the date. */
export function ago(value: string | Date, now = new Date()): string {
  const then = asDate(value);
  const start = (moment: Date): number => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
  const days = Math.round((start(now) - start(then)) / 86_400_000);
  if (days > 6) return date(then, now);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-days, "day");
}
