// The catalogue: search, filters, keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, id, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const cards = (page) => page.locator("[data-lab]").evaluateAll((rows) => rows.map((row) => row.dataset.lab));
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("data-lab"));

async function choose(page, filter, option) {
  await id(page, filter).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("labs stand by track, in the order of the tracks", async () => {
  const page = await open(browser, { at: "#/labs" });
  await id(page, "lab-card-first-pipeline").waitFor();
  assert.deepEqual(await cards(page), ["first-pipeline", "two-servers-one-state", "alert-that-reaches-someone"]);
  assert.equal(await id(page, "lab-card-first-pipeline").getAttribute("data-standing"), "passed");
  await close(page);
});

test("/ searches; words are found without accents, in titles, skills and tracks", async () => {
  const page = await open(browser, { at: "#/labs", lang: "fr" });
  await id(page, "lab-card-first-pipeline").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("etat");
  await page.getByText("1 lab trouvé").waitFor();
  assert.deepEqual(await cards(page), ["two-servers-one-state"]);
  await id(page, "catalogue-search").fill("alertmanager");
  await page.locator('[data-lab="alert-that-reaches-someone"]').waitFor();
  assert.deepEqual(await cards(page), ["alert-that-reaches-someone"]);
  await page.keyboard.press("Escape");
  assert.equal((await cards(page)).length, 3);
  await close(page);
});

test("arrows go from the search to the labs and between them, Enter opens", async () => {
  const page = await open(browser, { at: "#/labs" });
  await id(page, "lab-card-first-pipeline").waitFor();
  await page.keyboard.press("Control+f");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "first-pipeline");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), "alert-that-reaches-someone");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.location.hash === "#/labs/two-servers-one-state");
  await close(page);
});

test("level, standing and skill filter, and are still there after a look at a lab", async () => {
  const page = await open(browser, { at: "#/labs" });
  await id(page, "lab-card-first-pipeline").waitFor();
  await choose(page, "filter-level", "First steps");
  assert.deepEqual(await cards(page), ["first-pipeline", "two-servers-one-state"]);
  await choose(page, "filter-standing", "New");
  assert.deepEqual(await cards(page), ["two-servers-one-state"]);
  await id(page, "lab-card-two-servers-one-state").click();
  await page.goBack();
  await id(page, "lab-card-two-servers-one-state").waitFor();
  assert.equal((await cards(page)).length, 1);
  await choose(page, "filter-skill", "git");
  await page.getByText("No lab fits").waitFor();
  await id(page, "catalogue-show-all").click();
  assert.equal((await cards(page)).length, 3);
  await close(page);
});

test("a filter can be set back to all, by keyboard", async () => {
  const page = await open(browser, { at: "#/labs" });
  await id(page, "lab-card-first-pipeline").waitFor();
  await choose(page, "filter-standing", "Passed");
  assert.deepEqual(await cards(page), ["first-pipeline"]);
  await id(page, "filter-standing").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.locator('[data-lab="two-servers-one-state"]').waitFor();
  assert.equal((await cards(page)).length, 3);
  await close(page);
});
