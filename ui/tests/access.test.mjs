// Every screen, in both languages and both themes: axe finds nothing serious; and at 200 % zoom nothing is cut off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, close, id, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const SCREENS = [
  { name: "home", at: "#/home", there: "home-first" },
  { name: "home of a newcomer", at: "#/home", fake: "fresh", there: "home-first" },
  { name: "home without an engine", at: "#/home", fake: "no-engine", there: "error-note" },
  { name: "catalogue", at: "#/labs", there: "lab-card-first-pipeline" },
  { name: "progress", at: "#/progress", there: "progress-table" },
  { name: "progress of a newcomer", at: "#/progress", fake: "fresh", there: "progress-map" },
  { name: "doctor", at: "#/doctor", fake: "no-engine", there: "doctor-verdict" },
  { name: "settings", at: "#/settings", there: "settings-data" },
];

for (const screen of SCREENS) {
  test(`axe: ${screen.name}, both languages and themes`, async () => {
    const page = await open(browser, { at: screen.at, fake: screen.fake ?? "" });
    await id(page, screen.there).first().waitFor();
    if (screen.name === "progress") await id(page, "progress-lab-first-pipeline").click();
    for (const lang of ["en", "fr"]) {
      if (lang === "fr") await id(page, "lang-switch").click();
      await page.waitForFunction((want) => document.documentElement.lang === want, lang);
      for (const theme of ["light", "dark"]) {
        await page.evaluate((want) => (document.documentElement.dataset.theme = want), theme);
        await page.waitForTimeout(50);
        await accessible(page, `${screen.name}, ${lang}, ${theme}`);
      }
    }
    await close(page);
  });

  test(`200 % zoom: ${screen.name}`, async () => {
    for (const lang of ["en", "fr"]) {
      const page = await open(browser, { at: screen.at, fake: screen.fake ?? "", lang, width: 640, height: 400 });
      await id(page, screen.there).first().waitFor();
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("body, main, main *, nav, footer")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
          .filter((element) => !element.closest(".scroll, .sr-only, svg") && getComputedStyle(element).display !== "inline")
          .map((element) => `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`),
      );
      assert.deepEqual(cut, [], `${screen.name}, ${lang}`);
      await close(page);
    }
  });
}
