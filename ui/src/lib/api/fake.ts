// The program as a plain browser sees it: three made-up labs, a believable learner, scripted sessions. Used by
// development and by the tests of the screens; never part of a release bundle. `fake/options.ts` lists what can be asked.

import type { AppEvent } from "../wire/AppEvent";
import type { Lang } from "../wire/Lang";
import type { ProfileView } from "../wire/ProfileView";
import type { SessionView } from "../wire/SessionView";
import type { Api, Stream } from "./api";
import { LABS, TRACKS } from "./fake/catalogue";
import { failure, type FakeCode } from "./fake/error";
import { History } from "./fake/history";
import type { FakeLab } from "./fake/lab";
import { doctorReport, engineStatus } from "./fake/machine";
import { options, wait } from "./fake/options";
import { Run } from "./fake/run";
import { Shell } from "./fake/shell";
import { startSteps } from "./fake/starting";

const KEPT = "paddock-fake";

interface Kept {
  profile: ProfileView | null;
  lang: Lang;
  settings: Record<string, string>;
}

function kept(): Kept {
  const stored = options.has("keep") ? window.sessionStorage.getItem(KEPT) : null;
  if (stored !== null) return JSON.parse(stored) as Kept;
  return {
    profile: options.has("first-launch") ? null : { name: "Camille", lang: options.lang },
    lang: options.lang,
    settings: options.theme === null ? {} : { theme: options.theme },
  };
}

const state = kept();
const runs = new Map<string, Run>();
const starting = new Map<string, { cancelled: boolean }>();
const built = new Set<string>();
const shells = new Set<Shell>();
const listeners = new Set<(event: AppEvent) => void>();

const history = new History(
  options.has("first-launch") || options.has("fresh") ? [] : [{ lab: "first-pipeline", passedDaysAgo: 9, minutes: 31, hints: 1 }],
  runs,
);

function begun(): void {
  if (options.has("first-launch") || options.has("fresh")) return;
  const lab = LABS.find((lab) => lab.view.id === "alert-that-reaches-someone");
  if (!lab) return;
  const run = new Run(lab, 18);
  const passed = options.has("done") ? 4 : options.has("last") ? 3 : 2;
  for (const [index, task] of lab.view.tasks.slice(0, passed).entries()) run.pass(task, Math.max(1, 12 - index * 9));
  const current = run.current();
  if (current) {
    run.check(current, true);
    run.task(current).checked_at = new Date(Date.now() - 4_000).toISOString();
  }
  const here = ["running", "done", "last", "service-down", "check-fails"].some((word) => options.has(word));
  run.state = options.has("down") ? "down" : here ? "ready" : "paused";
  if (options.has("service-down")) run.end("mail");
  built.add(lab.image);
  runs.set(lab.view.id, run);
}
begun();

function keep(): void {
  if (options.has("keep")) window.sessionStorage.setItem(KEPT, JSON.stringify(state));
}

function emit(event: AppEvent): void {
  for (const listener of listeners) listener(structuredClone(event));
}

function fail(code: FakeCode): never {
  throw failure(code, state.lang);
}

function labOf(id: string): FakeLab {
  return LABS.find((lab) => lab.view.id === id) ?? fail("lab_unknown");
}

function runOf(id: string): Run {
  return runs.get(id) ?? fail("not_running");
}

function engine(): void {
  const services = [...runs.values()].filter((run) => run.state === "ready").reduce((sum, run) => sum + run.lab.view.topology.length, 0);
  emit({ kind: "engine", status: engineStatus(state.lang, services) });
}

function changed(run: Run): SessionView {
  const session = run.view();
  emit({ kind: "session_changed", lab: session.lab, session });
  return session;
}

/** Checks, tells what passed, and says how the session stands now. */
function check(run: Run, tasks: string[], automatic: boolean): ReturnType<Run["check"]>[] {
  const before = new Set(run.lab.view.tasks.filter((id) => run.task(id).state === "passed"));
  const results = tasks.map((id) => run.check(id, automatic));
  changed(run);
  for (const { task, state } of results) {
    if (state !== "passed" || before.has(task)) continue;
    emit({ kind: "task_passed", lab: run.lab.view.id, task, lab_passed: run.current() === undefined });
  }
  return results;
}

function endShells(lab: string, services: string[] | null, code: number | null): void {
  for (const shell of [...shells]) {
    if (shell.run.lab.view.id !== lab) continue;
    if (services === null || services.includes(shell.request.service)) shell.end(code);
  }
}

const checks = new Map<Run, number>();

/** A while after the last command, as the program does it. */
function afterCommand(run: Run): void {
  window.clearTimeout(checks.get(run));
  const timer = window.setTimeout(() => {
    checks.delete(run);
    if (runs.get(run.lab.view.id) !== run || run.state !== "ready") return;
    const current = run.current();
    if (current === undefined) return;
    const solved = run.lab.view.tasks.filter((id) => run.task(id).solved && run.task(id).state !== "passed");
    check(run, solved.length > 0 ? solved : [current], true);
  }, 900);
  checks.set(run, timer);
}

async function start(id: string): Promise<SessionView> {
  const lab = labOf(id);
  if (options.has("no-engine")) fail("engine_unreachable");
  const running = runs.get(id);
  if (running) return running.view();
  if (!history.view(lab).agreed) fail("grants_not_agreed");
  const going = { cancelled: false };
  starting.set(id, going);
  try {
    for (const { step, ms } of startSteps(lab, !built.has(lab.image))) {
      emit({ kind: "starting", lab: id, step });
      await wait(ms);
      if (going.cancelled) fail("cancelled");
      if (options.has("start-fails") && step.phase === "images" && step.done === 3) fail("build_failed");
    }
  } finally {
    starting.delete(id);
  }
  built.add(lab.image);
  const run = new Run(lab);
  runs.set(id, run);
  engine();
  return changed(run);
}

async function move(id: string, state: Run["state"]): Promise<SessionView> {
  const run = runOf(id);
  if (options.has("no-engine")) fail("engine_unreachable");
  await wait(run.state === "down" ? 900 : 250);
  if (run.state === "down") run.renew(null);
  run.state = state;
  engine();
  return changed(run);
}

function interval(tick: () => void, ms: number): Stream {
  tick();
  const timer = window.setInterval(tick, ms);
  return { close: async () => window.clearInterval(timer) };
}

function stats(id: string): void {
  const run = runs.get(id);
  if (!run || run.state === "down") return;
  const services = run.lab.view.topology
    .filter(({ service }) => !run.isDown(service))
    .map(({ service }) => {
      const load = run.lab.load[service] ?? { cpu: 0, memory: 0 };
      const sway = 0.8 + Math.random() * 0.4;
      return { service, cpu: run.state === "paused" ? 0 : load.cpu * sway, memory_bytes: Math.round(load.memory * (0.98 + sway / 50)) };
    });
  emit({ kind: "stats", lab: id, services });
}

function relative(run: Run, path: string): string {
  const root = run.lab.view.editor[0]?.dir ?? "";
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

const whole: Api = {
  boot: async () => ({ version: "0.1.0", profile: state.profile, lang: state.lang, settings: { ...state.settings } }),
  async setProfile(name, lang) {
    state.profile = { name, lang };
    state.lang = lang;
    keep();
    return state.profile;
  },
  async setLang(lang) {
    state.lang = lang;
    if (state.profile) state.profile.lang = lang;
    keep();
    engine();
  },
  async setSetting(key, value) {
    state.settings[key] = value;
    keep();
  },

  home: async () => history.home(),
  tracks: async () => [...TRACKS],
  labs: async () => LABS.map((lab) => history.summary(lab)),
  lab: async (id) => structuredClone(history.view(labOf(id))),
  progress: async () => history.progress(),
  async doctor() {
    await wait(400);
    return doctorReport(state.lang);
  },
  async engineStatus() {
    const services = [...runs.values()].filter((run) => run.state === "ready").reduce((sum, run) => sum + run.lab.view.topology.length, 0);
    return engineStatus(state.lang, services);
  },

  session: async (id) => runs.get(id)?.view() ?? null,
  async agree(id) {
    history.agreed.add(labOf(id).view.id);
  },
  start,
  async cancelStart(id) {
    const going = starting.get(id);
    if (going) going.cancelled = true;
  },
  pause: (id) => move(id, "paused"),
  resume: (id) => move(id, "ready"),
  async reset(id, service) {
    const run = runOf(id);
    await wait(1200);
    const names = run.renew(service);
    endShells(id, names, null);
    changed(run);
    return names;
  },
  resetPreview: async (id, service) => (service === null ? runOf(id).lab.view.topology.map((node) => node.service) : [service]),
  async stop(id) {
    const run = runOf(id);
    await wait(700);
    endShells(id, null, null);
    runs.delete(run.lab.view.id);
    emit({ kind: "session_changed", lab: id, session: null });
    engine();
  },
  async check(id, tasks) {
    const run = runOf(id);
    await wait(600);
    const results = check(run, tasks.length === 0 ? run.lab.view.tasks : tasks, false);
    return { lab: id, passed: results.every((result) => result.state === "passed"), tasks: results };
  },
  async hint(id, task) {
    const run = runOf(id);
    const texts = run.lab.hints[task] ?? [];
    const shown = run.task(task).hints;
    const text = texts[shown.length] ?? fail("no_more_hints");
    const hint = { lab: id, task, number: shown.length + 1, of: texts.length, text, by_state: shown.length === 2 };
    shown.push(hint);
    changed(run);
    return hint;
  },
  hints: async (id, task) => [...(runs.get(id)?.task(task).hints ?? [])],

  async openTerminal(request, output, ended) {
    const run = runOf(request.lab);
    if (run.isDown(request.service)) fail("service_down");
    const shell: Shell = new Shell(request, run, output, ended, { ran: () => afterCommand(run), gone: () => shells.delete(shell) });
    shells.add(shell);
    return shell;
  },
  async openLogs(id, service, output) {
    const lines = runOf(id).lab.logs[service] ?? [];
    output(lines.map((line) => `${line}\n`).join(""));
    let next = 0;
    return interval(() => {
      next += 1;
      if (next > 1 && lines.length > 0) output(`${lines[next % lines.length]}\n`);
    }, 1500);
  },
  watchStats: async (id) => interval(() => stats(id), 1000),
  async listFiles(id, service) {
    const run = runOf(id);
    if (run.isDown(service)) fail("service_down");
    const paths = [...run.files.keys(), "assets/logo.png", "core.dump"];
    const dirs = new Set(paths.flatMap((path) => path.split("/").slice(0, -1).map((_, depth, parts) => parts.slice(0, depth + 1).join("/"))));
    return [
      ...[...dirs].map((path) => ({ path, dir: true, bytes: 0 })),
      ...paths.map((path) => ({ path, dir: false, bytes: path === "core.dump" ? 104_000_000 : (run.files.get(path)?.length ?? 4_182) })),
    ];
  },
  async readFile(id, service, path) {
    const run = runOf(id);
    if (run.isDown(service)) fail("service_down");
    const name = relative(run, path);
    if (name === "assets/logo.png") fail("file_binary");
    if (name === "core.dump") fail("file_too_large");
    return { path, text: run.files.get(name) ?? fail("file_missing") };
  },
  async writeFile(id, service, path, text) {
    const run = runOf(id);
    if (run.isDown(service)) fail("service_down");
    run.files.set(relative(run, path), text);
    afterCommand(run);
  },

  async openUrl(url) {
    window.dispatchEvent(new CustomEvent("paddock-open-url", { detail: url }));
  },
  async onEvent(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** With `?fake=fail-home`, `home` fails. */
export const fake: Api = new Proxy(whole, {
  get(target, name, receiver) {
    if (typeof name === "string" && options.has(`fail-${name}`)) return async () => fail("engine_unreachable");
    return Reflect.get(target, name, receiver) as unknown;
  },
});
