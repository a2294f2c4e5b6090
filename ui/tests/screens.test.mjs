// Home, progress, doctor, settings and the frame around them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { close, id, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("Home has one thing to do first: the lab that was begun", async () => {
  const page = await open(browser);
  await page.getByRole("heading", { name: "Carry on: An alert that reaches someone" }).waitFor();
  await page.getByText("It is paused, with 2 of 4 tasks done.").waitFor();
  assert.equal(await page.locator(".primary").count(), 1, "one primary button");
  await id(page, "home-go").click();
  await page.waitForFunction(() => window.location.hash === "#/labs/alert-that-reaches-someone");
  await close(page);
});

test("a newcomer's Home is honest about having nothing to show", async () => {
  const page = await open(browser, { fake: "fresh" });
  await page.getByText("Your first task that passes draws the first bar.").waitFor();
  await page.getByText("Good to have you here, Camille").waitFor();
  await id(page, "nav-progress").click();
  await page.getByText("Nothing passed yet, and nothing wrong with that").waitFor();
  await close(page);
});

test("a track on Home opens the catalogue with that track found", async () => {
  const page = await open(browser);
  await id(page, "home-track-iac").click();
  await id(page, "lab-card-two-servers-one-state").waitFor();
  assert.equal(await page.locator("[data-lab]").count(), 1);
  await close(page);
});

test("the keyboard alone goes through the frame; the new screen's heading has the focus", async () => {
  const page = await open(browser);
  await id(page, "home-first").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className.includes("skip")), true, "the first stop skips the navigation");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await id(page, "progress").waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Progress");
  assert.equal(await id(page, "nav-progress").getAttribute("aria-current"), "page");
  await page.goBack();
  await id(page, "home-first").waitFor();
  await close(page);
});

test("the language switches live, numbers and dates too", async () => {
  const page = await open(browser);
  await page.getByText("1.2 GB of images").waitFor();
  await id(page, "lang-switch").click();
  await page.getByText("1,2 Go d’images").waitFor();
  await page.getByRole("heading", { name: /^Reprendre\s: / }).waitFor();
  assert.equal(await id(page, "lang-switch").textContent(), "FR");
  await close(page);
});

test("a language that cannot be kept is said, and the window stays as it was", async () => {
  const page = await open(browser, { fake: "fail-setLang" });
  await id(page, "lang-switch").click();
  await page.getByRole("alert").getByText("Docker does not answer").waitFor();
  assert.equal(await id(page, "lang-switch").textContent(), "EN");
  await close(page);
});

test("the progress shows the weeks, every task, and unfolds a lab", async () => {
  const page = await open(browser, { at: "#/progress" });
  assert.equal(await page.locator('figure[aria-label="Tasks passed, week by week"] li').count(), 8);
  assert.equal(await id(page, "progress-map").getByRole("img").count(), 13);
  const lab = id(page, "progress-lab-first-pipeline");
  assert.equal(await lab.getAttribute("aria-expanded"), "false");
  await lab.focus();
  await page.keyboard.press("Enter");
  assert.equal(await lab.getAttribute("aria-expanded"), "true");
  await page.getByRole("rowheader", { name: "Repair the pipeline" }).waitFor();
  await close(page);
});

test("the doctor puts what is wrong first, with commands to copy, and looks again", async () => {
  const page = await open(browser, { at: "#/doctor", fake: "no-engine" });
  await page.locator('[data-testid="doctor-verdict"][data-ok="false"]').waitFor();
  assert.equal(await page.locator("[data-testid^=finding-]").first().getAttribute("data-testid"), "finding-engine");
  await page.getByRole("button", { name: "Copy: sudo apt-get install docker.io" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "sudo apt-get install docker.io");
  await id(page, "doctor-again").click();
  await page.locator('[data-testid="doctor-again"][aria-busy="true"]').waitFor();
  await page.locator('[data-testid="doctor-again"]:not([aria-busy])').waitFor();
  await id(page, "lang-switch").click();
  await page.getByText("Rien ne répond sur /var/run/docker.sock.").waitFor();
  await close(page);
});

test("settings: name, language and theme hold at once", async () => {
  const page = await open(browser, { at: "#/settings" });
  await id(page, "settings-name").fill("Maïa");
  await page.keyboard.press("Enter");
  await id(page, "profile").getByText("Maïa").waitFor();
  await id(page, "theme-switch-dark").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
  await id(page, "settings-lang-fr").click();
  await page.getByRole("heading", { name: "Réglages", level: 1 }).waitFor();
  await id(page, "settings-data").getByText("La base est saine").waitFor();
  await close(page);
});

test("the theme of the system is followed", async () => {
  const page = await open(browser, { at: "#/settings" });
  await id(page, "theme-switch-system").click();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
  await close(page);
});

for (const [at, call] of [
  ["#/home", "home"],
  ["#/labs", "labs"],
  ["#/progress", "progress"],
  ["#/doctor", "doctor"],
  ["#/settings", "doctor"],
]) {
  test(`${at}: a failing ${call} is shown where it happened, with a remedy`, async () => {
    const page = await open(browser, { at, fake: `fail-${call}` });
    const note = id(page, "error-note").first();
    await note.getByText("Docker does not answer on /var/run/docker.sock.").waitFor();
    await note.getByText("Start Docker, then try again.").waitFor();
    await note.locator('[data-testid="error-again"]').click();
    await note.waitFor();
    await close(page);
  });
}

test("a window that cannot learn who is there says so and can try again", async () => {
  const page = await open(browser, { fake: "fail-boot" });
  await id(page, "error-again").click();
  await id(page, "error-note").waitFor();
  await close(page);
});
