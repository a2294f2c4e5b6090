// A window that cannot open its data: a damaged database is rescued, anything else is said and can be tried again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, close, id, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("a damaged database: what a rescue does, and after it the window opens", async () => {
  const page = await open(browser, { fake: "damaged" });
  await page.getByRole("heading", { name: "The file with your progress is damaged" }).waitFor();
  await page.getByText("/home/camille/.local/share/paddock/backups/").waitFor();
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date(Date.now() - 26 * 3_600_000));
  await id(page, "rescue-backup").getByText(`The backup of ${day}`).waitFor();
  await page.getByText("never deleted or overwritten").waitFor();
  await id(page, "error-again").click();
  await id(page, "rescue").waitFor();
  await id(page, "rescue").click();
  await id(page, "home-first").waitFor();
  await close(page);
});

test("without a good backup the rescue begins anew, and says so first", async () => {
  const page = await open(browser, { fake: "damaged,no-backup,first-launch" });
  await id(page, "rescue-none").getByText("There is no good backup").waitFor();
  await page.getByRole("button", { name: "Begin anew" }).click();
  await id(page, "onboarding").waitFor();
  await close(page);
});

for (const call of ["rescue", "rescueOffer"]) {
  test(`a ${call} that fails is shown, and nothing is lost by it`, async () => {
    const page = await open(browser, { fake: `damaged,fail-${call}` });
    if (call === "rescue") await id(page, "rescue").click();
    await id(page, "error-note").waitFor();
    assert.equal(await id(page, "rescue").count(), call === "rescue" ? 1 : 0);
    await close(page);
  });
}

for (const [word, code] of [
  ["boot-locked", "database_locked"],
  ["boot-read-only", "database_read_only"],
  ["boot-no-space", "no_space"],
  ["boot-newer", "database_newer"],
  ["boot-no-home", "home_unusable"],
]) {
  test(`${word}: message, remedy, and trying again opens the window`, async () => {
    const page = await open(browser, { fake: word });
    await page.locator(`[data-testid="boot-failed"][data-code="${code}"]`).waitFor();
    assert.equal(await id(page, "rescue").count(), 0, "a rescue is offered only for damage");
    await id(page, "error-again").click();
    await id(page, "home-first").waitFor();
    await close(page);
  });
}

test("axe: damaged and locked, both languages and themes", async () => {
  for (const lang of ["en", "fr"]) {
    for (const fake of ["damaged", "damaged,no-backup", "boot-locked"]) {
      const page = await open(browser, { fake, lang });
      await id(page, "error-again").waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.lang), lang, "the system's language, before the program has told its own");
      for (const theme of ["light", "dark"]) {
        await page.evaluate((want) => (document.documentElement.dataset.theme = want), theme);
        await accessible(page, `${fake}, ${lang}, ${theme}`);
      }
      await close(page);
    }
  }
});

for (const [scheme, background] of [
  ["light", "rgb(247, 246, 243)"],
  ["dark", "rgb(19, 20, 23)"],
]) {
  test(`the first paint, before any script, is ${scheme} where the system is`, async () => {
    const context = await browser.newContext({ colorScheme: scheme });
    const page = await context.newPage();
    await page.route("**/*.js", (route) => route.abort());
    await page.goto(process.env.PADDOCK_UI_URL ?? "http://127.0.0.1:4179");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), background);
    await context.close();
  });
}
