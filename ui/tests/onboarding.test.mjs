// The first launch.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, close, id, launch, open } from "./browser.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

test("a newcomer gives a name and comes to a Home that says where to begin", async () => {
  const page = await open(browser, { fake: "first-launch" });
  await page.getByRole("heading", { name: "You are the mechanic, not the driver" }).waitFor();
  await page.locator('[data-testid="onboarding-engine"][data-ok="true"]').waitFor();

  await id(page, "onboarding-finish").click();
  await page.getByText("Please enter a name").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-testid")), "onboarding-name", "the focus goes to what is missing");

  await page.keyboard.type("Inès");
  await page.keyboard.press("Enter");
  await id(page, "profile").getByText("Inès").waitFor();
  await page.getByRole("heading", { name: "Begin with: Your first pipeline" }).waitFor();
  assert.equal(await page.getByText("How a lab goes").count(), 1);
  await close(page);
});

test("the language switches at once, messages of the program included", async () => {
  const page = await open(browser, { fake: "first-launch,no-engine" });
  await page.getByText("Nothing answers on /var/run/docker.sock.").waitFor();
  await id(page, "onboarding-lang-fr").click();
  await page.getByRole("heading", { name: "Vous préparez la voiture, d’autres la pilotent" }).waitFor();
  await page.getByText("Rien ne répond sur /var/run/docker.sock.").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "fr");
  await close(page);
});

test("without Docker the remedy is at hand, and one may still go in", async () => {
  const page = await open(browser, { fake: "first-launch,no-engine" });
  await page.getByText("sudo systemctl enable --now docker").waitFor();
  await page.getByRole("button", { name: "Copy: sudo systemctl enable --now docker" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "sudo systemctl enable --now docker");
  await id(page, "onboarding-engine-again").click();
  await id(page, "onboarding-name").fill("Noé");
  await id(page, "onboarding-finish").click();
  await id(page, "nav-home").waitFor();
  await page.getByText("Docker does not answer on /var/run/docker.sock.").waitFor();
  await close(page);
});

test("a name that cannot be kept is said, and nothing is lost", async () => {
  const page = await open(browser, { fake: "first-launch,fail-setProfile" });
  await id(page, "onboarding-name").fill("Noé");
  await id(page, "onboarding-finish").click();
  await id(page, "error-note").waitFor();
  assert.equal(await id(page, "onboarding-name").inputValue(), "Noé");
  await close(page);
});

for (const lang of ["en", "fr"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe: first launch, ${lang}, ${theme}`, async () => {
      const page = await open(browser, { fake: "first-launch,no-engine", lang, theme });
      await page.getByText("sudo apt-get install docker.io").waitFor();
      await accessible(page, "onboarding");
      await close(page);
    });
  }
}
