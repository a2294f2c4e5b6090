// A lab that asks for more rights than every lab may: the question before its first start, by keyboard and in both languages.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, close, id, launch, open } from "./browser.mjs";

const LAB = "#/labs/a-service-that-comes-back";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

async function on(options, act) {
  const page = await open(browser, { at: LAB, fake: "grants", ...options });
  try {
    await id(page, "lab-start-page").waitFor();
    await act(page);
  } catch (error) {
    await page.context().close();
    throw error;
  }
  await close(page);
}

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));
const inDialog = (page) => page.evaluate(() => document.activeElement?.closest('[data-testid="grants-dialog"]') !== null);

test("the start is asked for, with every right, its reason and its service", async () => {
  await on({}, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "grants-dialog").waitFor();
    assert.equal(await page.getByRole("dialog", { name: "This lab asks for more than usual" }).count(), 1);
    const text = await id(page, "grants-dialog").innerText();
    assert.equal(await page.getByRole("region", { name: "This lab asks for more than usual" }).getAttribute("tabindex"), "0", "the keyboard scrolls it");
    for (const part of ["machine", "engine", "cap_add SYS_ADMIN", "It may mount file systems", "It runs systemd as its first process", "seccomp=unconfined", "only if you trust its author"]) {
      assert.ok(text.includes(part), `the dialog says ${part}: ${text}`);
    }
    assert.equal(await id(page, "lab-starting").count(), 0, "nothing starts before the answer");
  });
});

test("by keyboard: focus stays inside, Escape and Not now leave all as it is, Allow starts and is not asked again", async () => {
  await on({}, async (page) => {
    await id(page, "lab-start").focus();
    await page.keyboard.press("Enter");
    await id(page, "grants-dialog").waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[data-testid="grants-dialog"]'));
    const passed = new Set();
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("Tab");
      assert.ok(await inDialog(page), "the focus does not leave the dialog");
      passed.add(await focused(page));
    }
    assert.ok(passed.has("grants-not-now") && passed.has("grants-allow"), `Tab reaches both answers: ${[...passed]}`);
    await page.keyboard.press("Escape");
    await id(page, "grants-dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-testid") === "lab-start");

    await page.keyboard.press("Enter");
    await id(page, "grants-not-now").focus();
    await page.keyboard.press("Enter");
    await id(page, "grants-dialog").waitFor({ state: "detached" });
    assert.equal(await id(page, "lab-starting").count(), 0, "a no starts nothing");
    assert.match(await id(page, "lab-grants").innerText(), /You are asked before the first start/);

    await id(page, "lab-start").click();
    await id(page, "grants-allow").focus();
    await page.keyboard.press("Enter");
    await id(page, "workbench").waitFor();
    await id(page, "lab-stop").click();
    await id(page, "stop-dialog-confirm").click();
    await id(page, "lab-start-page").waitFor();
    assert.match(await id(page, "lab-grants").innerText(), /You have allowed this/);
    await id(page, "lab-start").click();
    await id(page, "workbench").waitFor();
    assert.equal(await id(page, "grants-dialog").count(), 0, "asked once");
  });
});

test("an agreement that cannot be kept is said in the dialog, and nothing starts", async () => {
  await on({ fake: "grants,fail-agree" }, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "grants-allow").click();
    await id(page, "grants-dialog").locator('[data-testid="error-note"]').waitFor();
    assert.equal(await id(page, "lab-starting").count(), 0);
  });
});

test("a lab that asks for nothing starts without a question", async () => {
  await on({ at: "#/labs/first-pipeline", fake: "grants,fresh" }, async (page) => {
    assert.equal(await id(page, "lab-grants").count(), 0);
    await id(page, "lab-start").click();
    await id(page, "lab-starting").waitFor();
    assert.equal(await id(page, "grants-dialog").count(), 0);
  });
});

for (const lang of ["en", "fr"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe: the question, ${lang}, ${theme}; at 200 % zoom both answers can be reached`, async () => {
      await on({ lang, theme }, async (page) => {
        await accessible(page, "the page before the start");
        await id(page, "lab-start").click();
        await id(page, "grants-dialog").waitFor();
        const text = await id(page, "grants-dialog").innerText();
        const [said, unsaid] = lang === "fr" ? ["Pas maintenant", "Not now"] : ["Not now", "Pas maintenant"];
        assert.ok(text.includes(said) && !text.includes(unsaid), text);
        await accessible(page, "the question");
      });
      await on({ lang, theme, width: 640, height: 400 }, async (page) => {
        await id(page, "lab-start").click();
        await id(page, "grants-dialog").waitFor();
        for (const name of ["grants-not-now", "grants-allow"]) {
          const box = await id(page, name).boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= 640 && box.y >= 0 && box.y + box.height <= 400, `${name} is in view`);
        }
        await accessible(page, "the question at 200 % zoom");
      });
    });
  }
}
