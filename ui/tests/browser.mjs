// A browser with a fresh profile, a page of the window against the fake, and what must hold on every page:
// nothing on the console, nothing from outside, nothing serious for axe.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const URL_BASE = process.env.PADDOCK_UI_URL ?? "http://127.0.0.1:4179";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/**
 * Opens the window at `at` (a hash) with the fake of `fake` (its words are listed in `src/lib/api/fake/options.ts`).
 * `allow` lists texts that the console may show.
 */
export async function open(browser, { at = "#/home", fake = "", lang = "en", theme = "light", width = 1280, height = 800, allow = [] } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === "fr" ? "fr-FR" : "en-GB", reducedMotion: "reduce" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.problems = [];
  // Chromium drops what it is loading when a network of the machine comes or goes, as the engine's networks do.
  let dropped = false;
  page.on("console", (message) => {
    if (message.text().includes("ERR_NETWORK_CHANGED")) dropped = true;
    else if (message.type() === "error" && !allow.some((text) => message.text().includes(text))) page.problems.push(message.text());
  });
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (!["127.0.0.1", ""].includes(url.hostname)) page.problems.push(`asked for ${request.url()}`);
  });
  const query = new URLSearchParams({ fake, lang, theme });
  for (let attempt = 1; ; attempt += 1) {
    dropped = false;
    page.problems.length = 0;
    try {
      await page.goto("about:blank");
      await page.goto(`${URL_BASE}/?${query}${at}`);
      await page.locator("main").first().waitFor();
    } catch (thrown) {
      if (!dropped || attempt === 3) throw thrown;
    }
    if (!dropped || attempt === 3) return page;
  }
}

/** Ends a page, and fails where it had complained. */
export async function close(page) {
  const problems = page.problems;
  await page.context().close();
  assert.deepEqual(problems, [], "the console is clean");
}

/** axe finds nothing serious or critical. */
export async function accessible(page, where) {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(AXE);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = found.violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.all[0]?.message ?? ""})`).join("; ")}`);
  assert.deepEqual(serious, [], `axe on ${where}`);
}

export const id = (page, name) => page.locator(`[data-testid="${name}"]`);
