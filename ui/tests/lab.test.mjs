// The lab's screen, driven as a learner would: start, terminals, tasks, hints, editor, pages, logs, topology, and the ways
// out; then what breaks, what a keyboard reaches, and what axe says.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { accessible, close, id, launch, open } from "./browser.mjs";

const ALERT = "#/labs/alert-that-reaches-someone";
const FIRST = "#/labs/first-pipeline";
const SERVERS = "#/labs/two-servers-one-state";

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
});

/** Opens a page, and closes it however the test ends; a page that complained fails the test. */
async function on(options, act) {
  const page = await open(browser, options);
  try {
    await act(page);
  } catch (error) {
    await page.context().close();
    throw error;
  }
  await close(page);
}

const state = (page, task, wanted) => page.locator(`[data-testid="task-${task}"][data-state="${wanted}"]`).waitFor();
const rows = (page, key = "workstation") => id(page, `terminal-${key}`).locator(".xterm-rows");

/** Waits until the terminal shows this text; xterm draws spaces as no-break spaces. */
async function shows(page, text, key = "workstation") {
  await page.waitForFunction(
    ([key, text]) => document.querySelector(`[data-testid="terminal-${key}"] .xterm-rows`)?.textContent?.replaceAll("\u00a0", " ").includes(text),
    [key, text],
  );
}

async function type(page, line, key = "workstation") {
  await shows(page, "$", key);
  await id(page, `terminal-${key}`).locator(".xterm-screen").click();
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
}

async function ready(page) {
  await id(page, "workbench").waitFor();
  await shows(page, "$");
}

test("the page before the start says what the lab is, and the start tells how far it is", async () => {
  await on({ at: FIRST, fake: "fresh" }, async (page) => {
    await id(page, "lab-start-page").waitFor();
    const text = await id(page, "lab-start-page").innerText();
    for (const part of ["Your first pipeline", "about 35 min", "5 tasks", "1.3", "reading-logs", "Repair the pipeline"]) {
      assert.ok(text.includes(part), `the page says ${part}`);
    }
    await id(page, "lab-start").click();
    await page.locator('[data-testid="lab-starting-images"][data-stage="now"]').waitFor();
    await page.locator('[data-testid="lab-starting-images"][data-stage="done"]').waitFor();
    await ready(page);
    await state(page, "try-main", "open");
    await state(page, "read-the-log", "blocked");
  });
});

test("a start can be cancelled, and leads back to the page before it", async () => {
  await on({ at: FIRST, fake: "fresh,slow-start" }, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "lab-cancel-start").click();
    await id(page, "lab-start").waitFor();
    assert.equal(await id(page, "error-note").count(), 0, "a cancelled start is no error");
  });
});

test("a start goes on while the learner looks elsewhere", async () => {
  await on({ at: FIRST, fake: "fresh" }, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "lab-starting").waitFor();
    await page.evaluate(() => (window.location.hash = "#/progress"));
    await id(page, "lab-starting").waitFor({ state: "detached" });
    await page.evaluate((at) => (window.location.hash = at), FIRST);
    await ready(page);
  });
});

test("a start that fails says why, and can be tried again", async () => {
  await on({ at: SERVERS, fake: "start-fails" }, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "error-note").waitFor();
    assert.equal(await id(page, "error-note").getAttribute("data-code"), "build_failed");
    await id(page, "error-again").click();
    await id(page, "lab-starting").waitFor();
  });
  await on({ at: SERVERS, fake: "no-engine" }, async (page) => {
    await id(page, "lab-start").click();
    await id(page, "error-note").locator('a[href="#/doctor"]').waitFor();
  });
});

test("a command in the terminal is checked by itself, and a task lights up", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await type(page, "echo héllo ✓");
    await shows(page, "héllo ✓");
    await id(page, "verdict-reach-the-mailbox").waitFor();
    assert.match(await id(page, "verdict-reach-the-mailbox").innerText(), /Not yet\..*ShopSlow.*Checked .* ago, after your last command/s);
    await type(page, "solve");
    await state(page, "reach-the-mailbox", "passed");
    await page.waitForFunction(() => [...document.querySelectorAll("[aria-live]")].some((live) => live.textContent?.includes("Task passed: Bring the alert")));
    await state(page, "silence-only-it", "open");
    await page.locator('[data-testid="task-silence-only-it"] [aria-expanded="true"]').waitFor();
  });
});

test("Run types a command into the first terminal", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "tab-editor").click();
    await id(page, "task-reach-the-mailbox").locator('[data-testid="code-run"]').click();
    await shows(page, "Routing tree");
    assert.equal(await id(page, "tab-terminal-workstation").getAttribute("data-state"), "active");
  });
});

test("hints come one by one and stay in their task", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    for (const number of [1, 2, 3]) {
      assert.match(await id(page, "hint-next").innerText(), new RegExp(`Hint ${number} of 3`));
      await id(page, "hint-next").click();
      await id(page, `hint-${number}`).waitFor();
    }
    await id(page, "hint-next").waitFor({ state: "detached" });
    assert.match(await id(page, "hint-3").innerText(), /chosen by how your lab stands/);
  });
});

test("Check now says why not yet; a check that breaks is not the learner's fault", async () => {
  await on({ at: FIRST, fake: "fresh" }, async (page) => {
    await id(page, "lab-start").click();
    await ready(page);
    await id(page, "check-now").click();
    await state(page, "try-main", "failed");
    assert.match(await id(page, "verdict-try-main").innerText(), /The Git server has not yet seen a push to main/);
  });
  await on({ at: ALERT, fake: "running,check-fails" }, async (page) => {
    await ready(page);
    await id(page, "check-now").click();
    await state(page, "reach-the-mailbox", "error");
    assert.match(await id(page, "verdict-reach-the-mailbox").innerText(), /No answer\..*not your fault/s);
  });
});

test("the last task brings the debrief, and a way on", async () => {
  await on({ at: ALERT, fake: "last" }, async (page) => {
    await ready(page);
    await type(page, "solve all");
    await id(page, "debrief").waitFor();
    assert.match(await id(page, "debrief").innerText(), /All 4 tasks are passed.*What happened/s);
    await id(page, "debrief-next").click();
    await id(page, "lab-start-page").waitFor();
  });
});

test("a second terminal, its end, and another one in its place", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "terminal-add").click();
    await id(page, "terminal-add-workstation").click();
    await type(page, "exit 3", "workstation-2");
    await page.locator('[data-testid="terminal-workstation-2"][data-state="ended"]').waitFor();
    assert.match(await id(page, "terminal-workstation-2").innerText(), /exit code 3/);
    await id(page, "terminal-again").click();
    await page.locator('[data-testid="terminal-workstation-2"][data-state="open"]').waitFor();
    await id(page, "tab-terminal-workstation-2").focus();
    await page.keyboard.press("Delete");
    await id(page, "tab-terminal-workstation-2").waitFor({ state: "detached" });
    assert.equal(await id(page, "tab-terminal-workstation").count(), 1, "the lab's own terminal cannot be closed");
  });
});

test("megabytes in a terminal are drawn as the window can, and the terminal stays on return", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await type(page, "flood 3");
    await shows(page, "end of the flood");
    await page.evaluate(() => (window.location.hash = "#/progress"));
    await id(page, "workbench").waitFor({ state: "detached" });
    await page.evaluate((at) => (window.location.hash = at), ALERT);
    await shows(page, "end of the flood");
  });
});

test("a task that passes after the learner was elsewhere lights up all the same", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "nav-home").click();
    await id(page, "workbench").waitFor({ state: "detached" });
    await id(page, "home-go").click();
    await ready(page);
    const [task] = await page.locator('[data-testid^="task-"][data-state="failed"]').evaluateAll((all) => all.map((one) => one.dataset.testid.slice(5)));
    await type(page, "solve");
    await state(page, task, "passed");
  });
});

test("the editor opens, marks, saves, and refuses what is not text", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "tab-editor").click();
    await id(page, "file-incident.md").click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("Found by Camille");
    await page.locator('[data-testid="file-state"][data-dirty="true"]').waitFor();
    await page.keyboard.press("Control+s");
    await page.locator('[data-testid="file-state"][data-dirty="false"]').waitFor({ state: "attached" });
    await id(page, "tab-terminal-workstation").click();
    await type(page, "cat incident.md");
    await shows(page, "Found by Camille");

    await id(page, "tab-editor").click();
    await id(page, "file-core.dump").click();
    await page.locator('[data-testid="error-note"][data-code="file_too_large"]').waitFor();
    await id(page, "file-assets").click();
    await id(page, "file-assets/logo.png").click();
    await page.locator('[data-testid="error-note"][data-code="file_binary"]').waitFor();
  });
});

test("a file that changes in the lab is followed, or asked about where something would be lost", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "tab-editor").click();
    await id(page, "file-incident.md").click();
    await page.locator(".cm-content").waitFor();
    await id(page, "tab-terminal-workstation").click();
    await type(page, "append incident.md from-the-shell");
    await id(page, "tab-editor").click();
    await page.locator(".cm-content", { hasText: "from-the-shell" }).waitFor();

    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+Home");
    await page.keyboard.type("mine ");
    await id(page, "tab-terminal-workstation").click();
    await type(page, "append incident.md once-more");
    await id(page, "tab-editor").click();
    await id(page, "file-outside").waitFor();
    assert.match(await page.locator(".cm-content").innerText(), /^mine /, "what was typed is still there");
    await id(page, "file-take").click();
    await page.locator(".cm-content", { hasText: "once-more" }).waitFor();
    assert.doesNotMatch(await page.locator(".cm-content").innerText(), /mine/);
  });
});

/** Opens a file and leaves it with a change that is not saved. */
async function change(page, file, text) {
  await id(page, "tab-editor").click();
  await id(page, `file-${file}`).click();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
  await page.locator('[data-testid="file-state"][data-dirty="true"]').waitFor();
}

/** Asks the window to close, as its frame's button does; answers whether it did. */
async function askToClose(page) {
  return page.evaluate(async () => {
    let isClosed = false;
    window.addEventListener("paddock-closed", () => (isClosed = true), { once: true });
    // A window that nobody holds closes by itself.
    const isHeld = !window.dispatchEvent(new Event("paddock-close-asked", { cancelable: true }));
    await new Promise((resolve) => window.setTimeout(resolve, 100));
    return isClosed || !isHeld;
  });
}

test("closing the window asks about what is not saved, wherever the learner is", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    assert.equal(await askToClose(page), true, "with nothing to lose, the window closes");
    await change(page, "incident.md", "Found by Camille");
    await id(page, "nav-home").click();
    await id(page, "home-first").waitFor();
    assert.equal(await askToClose(page), false);
    const dialog = id(page, "close-dialog");
    assert.match(await dialog.innerText(), /incident\.md.*An alert that reaches someone/s);
    await accessible(page, "the question before closing");
    await id(page, "close-stay").click();
    await dialog.waitFor({ state: "detached" });

    // What was typed is still there, and can be saved as ever; then there is nothing to ask.
    await id(page, "home-go").click();
    await id(page, "tab-editor").click();
    await page.locator(".cm-content", { hasText: "Found by Camille" }).waitFor();
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+s");
    await page.locator('[data-testid="file-state"][data-dirty="false"]').waitFor({ state: "attached" });
    assert.equal(await askToClose(page), true);
  });
});

test("the question before closing saves and closes, or closes without saving", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await page.evaluate(() => window.addEventListener("paddock-closed", () => (document.title = "closed")));
    await change(page, "incident.md", "Found by Camille");
    assert.equal(await askToClose(page), false);
    await id(page, "close-drop").click();
    await page.waitForFunction(() => document.title === "closed");
    await page.evaluate(() => (document.title = "open"));
    await id(page, "close-save").click();
    await page.waitForFunction(() => document.title === "closed");
    await page.keyboard.press("Escape");
    await page.locator('[data-testid="file-state"][data-dirty="false"]').waitFor({ state: "attached" });
    await id(page, "tab-terminal-workstation").click();
    await type(page, "cat incident.md");
    await shows(page, "Found by Camille");
  });
});

test("a file that cannot be saved keeps the window open, and says why", async () => {
  await on({ at: ALERT, fake: "running,fail-writeFile" }, async (page) => {
    await ready(page);
    await change(page, "incident.md", "Found by Camille");
    assert.equal(await askToClose(page), false);
    await page.evaluate(() => window.addEventListener("paddock-closed", () => (document.title = "closed")));
    await id(page, "close-save").click();
    await id(page, "close-dialog").locator('[data-testid="error-note"]').waitFor();
    assert.notEqual(await page.title(), "closed");
  });
});

test("stop and reset say what is lost before they act", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "lab-reset").click();
    await id(page, "reset-shop").click();
    assert.match(await id(page, "reset-dialog").innerText(), /Make shop anew\?.*shop.*is lost/s);
    await id(page, "reset-dialog-confirm").click();
    await id(page, "reset-dialog").waitFor({ state: "detached" });

    await id(page, "tab-editor").click();
    await id(page, "file-incident.md").click();
    await page.locator(".cm-content").click();
    await page.keyboard.type("x");
    await id(page, "lab-stop").click();
    assert.match(await id(page, "stop-dialog").innerText(), /not saved.*incident\.md/s);
    await page.keyboard.press("Escape");
    await id(page, "stop-dialog").waitFor({ state: "detached" });
    await id(page, "workbench").waitFor();
    await id(page, "lab-stop").click();
    await id(page, "stop-dialog-confirm").click();
    await id(page, "lab-start-page").waitFor();
  });
});

test("paused and stopped labs say so and come back", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await type(page, "echo before the pause");
    await id(page, "lab-pause").click();
    await page.locator('[data-testid="session-state"][data-state="paused"]').waitFor();
    await id(page, "resume-here").click();
    await page.locator('[data-testid="session-state"][data-state="ready"]').waitFor();
    await shows(page, "before the pause");
  });
  await on({ at: ALERT, fake: "down" }, async (page) => {
    await id(page, "resume-here").click();
    await ready(page);
    await state(page, "write-the-rule", "passed");
  });
});

test("a page of the lab is framed with the least rights; where its service is down, it says so", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>lab</title><h1>${request.url}</h1>`);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const page = await open(browser, { at: ALERT, fake: "service-down" });
    const url = new URL(page.url());
    url.searchParams.set("pages", String(server.address().port));
    await page.goto(url.href);
    await ready(page);
    await id(page, "tab-page-0").click();
    await page.frameLocator("iframe").locator("h1", { hasText: "/classic/graph" }).waitFor();
    assert.equal(await page.locator("iframe").getAttribute("sandbox"), "allow-scripts allow-forms allow-same-origin");
    await id(page, "tab-page-1").click();
    await id(page, "page-down").waitFor();
    assert.match(await id(page, "page-down").innerText(), /mail does not answer/);
    assert.equal(await id(page, "service-mail").getAttribute("data-state"), "exited");
    await close(page);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a link of a lab opens in the learner's browser, never in the window", async () => {
  await on({ at: FIRST, fake: "fresh" }, async (page) => {
    await page.evaluate(() => window.addEventListener("paddock-open-url", (event) => (window.opened = event.detail)));
    await page.locator('a[href^="https://docs.buildbot.net"]').click();
    await page.waitForFunction(() => window.opened === "https://docs.buildbot.net/current/");
    assert.match(page.url(), /#\/labs\/first-pipeline$/);
  });
});

test("logs: another service, a search, and lines that come by themselves", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "tab-logs").click();
    await id(page, "logs-lines").waitFor();
    await id(page, "logs-service").click();
    await page.getByRole("option", { name: "shop" }).click();
    await id(page, "logs-lines").filter({ hasText: "GET /search" }).waitFor();
    await id(page, "logs-search").fill("search");
    await page.waitForFunction(() => {
      const lines = [...document.querySelectorAll('[data-testid="logs-lines"] .line')];
      return lines.length > 0 && lines.every((line) => line.querySelector("mark")?.textContent === "search");
    });
    await id(page, "logs-search").fill("");
    const count = await page.locator('[data-testid="logs-lines"] .line').count();
    await page.waitForFunction((count) => document.querySelectorAll('[data-testid="logs-lines"] .line').length > count, count);
  });
});

for (const [at, words] of [
  [FIRST, 4],
  [SERVERS, 2],
  [ALERT, 3],
]) {
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ]) {
    test(`the words of the topology touch no box and no other word: ${at}, ${width}×${height}`, async () => {
      for (const lang of ["en", "fr"]) {
        await on({ at, fake: "running", lang, width, height }, async (page) => {
          if (at !== ALERT) await id(page, "lab-start").click();
          await ready(page);
          await page.evaluate(() => document.fonts.ready);
          await id(page, "topology-word").first().waitFor();
          const { shown, meetings } = await page.evaluate(() => {
            const rects = (name) =>
              [...document.querySelectorAll(`[data-testid="topology"] [data-testid="topology-${name}"]`)].map((group) => ({
                name: group.textContent.trim(),
                rect: (name === "word" ? group : group.querySelector("rect")).getBoundingClientRect(),
              }));
            const [words, boxes] = [rects("word"), rects("box")];
            const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
            const pairs = words.flatMap((word, at) => [...words.slice(at + 1), ...boxes].map((other) => [word, other]));
            return {
              shown: words.length,
              meetings: pairs.filter(([a, b]) => meet(a.rect, b.rect)).map(([a, b]) => `${a.name} meets ${b.name}`),
            };
          });
          assert.deepEqual(meetings, [], lang);
          assert.equal(shown, words, `every word is shown, ${lang}`);
        });
      }
    });
  }
}

test("what a lab costs is shown for as long as it is told, not after", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await id(page, "status-services").getByText("CPU").waitFor();
    await id(page, "nav-home").click();
    await id(page, "home-first").waitFor();
    // Longer than figures are apart.
    await page.waitForTimeout(1200);
    const services = await id(page, "status-services").innerText();
    assert.match(services, /5 services/);
    assert.doesNotMatch(services, /CPU/);
    await id(page, "home-go").click();
    await id(page, "status-services").getByText("CPU").waitFor();
  });
});

test("the topology is a picture, and a list with the same", async () => {
  await on({ at: ALERT, fake: "running" }, async (page) => {
    await ready(page);
    await page.locator('[data-testid="service-prometheus"]', { hasText: "%" }).waitFor();
    const text = await id(page, "topology").locator("ul").innerText();
    assert.match(text, /prometheus: running, [\d.]+% · 1\d\d\sMB/);
    assert.match(text, /alertmanager to mail: mail/);
  });
});

test("panes move by keyboard and stay where they were left", async () => {
  await on({ at: ALERT, fake: "running,keep" }, async (page) => {
    await ready(page);
    const width = () => id(page, "resize-text").boundingBox().then((box) => Math.round(box.x));
    const start = await width();
    await id(page, "resize-text").focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction((start) => document.querySelector('[data-testid="resize-text"]').getBoundingClientRect().x < start - 20, start);
    const left = await width();
    await page.waitForFunction(() => JSON.parse(sessionStorage.getItem("paddock-fake") ?? "{}").settings?.["pane.lab-text"] < 37);
    await page.reload();
    await ready(page);
    assert.ok(Math.abs((await width()) - left) <= 2, `the width is kept: ${start}, then ${left}, then ${await width()}`);
    await page.keyboard.press("F6");
    await page.keyboard.press("F6");
    await page.waitForFunction(() => document.activeElement?.classList.contains("xterm-helper-textarea"));
    await page.keyboard.press("F6");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "tab");
  });
});

test("the language changes while the lab is open", async () => {
  await on({ at: ALERT, fake: "running", lang: "fr" }, async (page) => {
    await ready(page);
    const text = await id(page, "workbench").innerText();
    for (const part of ["Une alerte qui atteint quelqu’un", "Pas encore.", "Indice 1 sur 3", "Vérifier", "Réinitialiser", "Topologie"]) {
      assert.ok(text.includes(part), `the screen says ${part}`);
    }
  });
});

test("at 200 % zoom one pane is shown at a time, and nothing is cut off", async () => {
  await on({ at: ALERT, fake: "running", width: 640, height: 400 }, async (page) => {
    await id(page, "workbench").waitFor();
    await id(page, "lab-side-work").click();
    await type(page, "echo narrow");
    await shows(page, "narrow");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, "no sideways scrolling");
    const stop = await id(page, "lab-stop").boundingBox();
    assert.ok(stop.x + stop.width <= 640, "the way out is in sight");
  });
});

for (const lang of ["en", "fr"]) {
  for (const theme of ["light", "dark"]) {
    test(`nothing serious for axe: ${lang}, ${theme}`, async () => {
      await on({ at: SERVERS, fake: "slow-start", lang, theme }, async (page) => {
        await id(page, "lab-start-page").waitFor();
        await accessible(page, "the page before the start");
        await id(page, "lab-start").click();
        await id(page, "lab-starting").waitFor();
        await accessible(page, "the start");
      });
      await on({ at: ALERT, fake: "running", lang, theme }, async (page) => {
        await ready(page);
        await id(page, "hint-next").click();
        await id(page, "hint-1").waitFor();
        await accessible(page, "the lab");
        await id(page, "tab-logs").click();
        await id(page, "logs-lines").waitFor();
        await id(page, "tab-editor").click();
        await id(page, "file-README.md").click();
        await page.locator(".cm-content").waitFor();
        await accessible(page, "editor and logs");
        await id(page, "lab-pause").click();
        await id(page, "resume-here").waitFor();
        await accessible(page, "a paused lab");
      });
      await on({ at: ALERT, fake: "done", lang, theme }, async (page) => {
        await id(page, "debrief").waitFor();
        await accessible(page, "the debrief");
      });
    });
  }
}
