// A lab that is open in the window: its texts, its session as the program last told it, and what the learner asks of it.
// It outlives the screen, so that a start goes on, and terminals and unsaved files stay, while the learner looks elsewhere.

import { api, type Stream } from "../../lib/api";
import { errorView } from "../../lib/api/error";
import { announce } from "../../lib/state/announce.svelte";
import { countCost } from "../../lib/state/engine.svelte";
import { holdUnsaved, type Unsaved } from "../../lib/state/unsaved.svelte";
import { inLang, t } from "../../lib/texts/index.svelte";
import type { AppEvent } from "../../lib/wire/AppEvent";
import type { ErrorView } from "../../lib/wire/ErrorView";
import type { HintView } from "../../lib/wire/HintView";
import type { LabView } from "../../lib/wire/LabView";
import type { ServiceStats } from "../../lib/wire/ServiceStats";
import type { SessionView } from "../../lib/wire/SessionView";
import type { StartStep } from "../../lib/wire/StartStep";
import type { Track } from "../../lib/wire/Track";
import { OpenFiles, type OpenFile } from "./files.svelte";
import { allPassed, currentOf, tasksOf } from "./tasks";
import { Terminals } from "./terminals.svelte";

/** What is being done to the session, so that its button can say so. */
export type Doing = "pause" | "resume" | "reset" | "stop" | "check" | "hint";

export class OpenLab {
  view = $state.raw<LabView>();
  track = $state.raw<Track>();
  session = $state.raw<SessionView | null>(null);
  /** Why the lab could not be shown at all. */
  loadError = $state.raw<ErrorView>();
  /** Why the last action failed; shown until it is dismissed or the next action begins. */
  error = $state.raw<ErrorView>();
  startError = $state.raw<ErrorView>();
  /** Whether the learner is being asked for what the lab needs beyond what every lab may. */
  isAsking = $state(false);
  isStarting = $state(false);
  startedAt = $state(0);
  /** The newest step of each phase, in the order in which they came. */
  steps = $state.raw<StartStep[]>([]);
  /** When the start was asked to give up; 0 while it was not. */
  cancelledAt = $state(0);
  doing = $state<Doing>();
  stats = $state.raw<ReadonlyMap<string, ServiceStats>>(new Map());
  hints = $state.raw<Readonly<Record<string, HintView[]>>>({});
  /** The task that passed last, which shows it for a moment. */
  lit = $state<string>();
  /** The tab of the right pane that was shown last. */
  shownTab: string | undefined;
  readonly terminals: Terminals;
  readonly files: OpenFiles;
  #watching: Promise<Stream> | undefined;

  readonly tasks = $derived(this.view && this.session ? tasksOf(this.view, this.session) : []);
  readonly current = $derived(currentOf(this.tasks));
  readonly isDone = $derived(allPassed(this.tasks));
  readonly passed = $derived(this.tasks.filter((task) => task.state === "passed").length);

  constructor(readonly id: string) {
    this.terminals = new Terminals(id);
    this.files = new OpenFiles(id);
    holdUnsaved(() => this.files.dirty.map((file) => this.#unsaved(file)));
  }

  #unsaved(file: OpenFile): Unsaved {
    return {
      key: `${this.id} ${file.key}`,
      name: file.path,
      of: this.view ? inLang(this.view.title) : this.id,
      save: async () => ((await this.files.save(file)) ? undefined : file.error),
    };
  }

  async load(): Promise<void> {
    try {
      await hearing;
      const [view, tracks, session] = await Promise.all([api.lab(this.id), api.tracks(), api.session(this.id)]);
      this.view = view;
      this.track = tracks.find((track) => track.id === view.track);
      this.loadError = undefined;
      this.#take(session);
      await this.#loadHints();
    } catch (thrown) {
      this.loadError = errorView(thrown);
    }
  }

  async #loadHints(): Promise<void> {
    const shown = this.session?.tasks.filter((task) => task.hints_shown > 0) ?? [];
    const lists = await Promise.all(shown.map(async (task) => [task.id, await api.hints(this.id, task.id)] as const));
    this.hints = { ...this.hints, ...Object.fromEntries(lists) };
  }

  #take(session: SessionView | null): void {
    const before = this.session;
    this.session = session;
    if (session === null) {
      if (before !== null) this.#forget();
      return;
    }
    if (before !== null && before.session !== session.session) this.#forget();
    if (this.view) this.terminals.show(this.view.terminals);
    if (session.state === "ready" && before !== null && before.state !== "ready") void this.terminals.reopenEnded();
  }

  /** The session is gone, and with it what was open in it. */
  #forget(): void {
    this.terminals.closeAll();
    this.files.clear();
    this.shownTab = undefined;
    this.hints = {};
    this.stats = new Map();
    this.lit = undefined;
  }

  hear(event: AppEvent): void {
    switch (event.kind) {
      case "starting":
        if (!this.isStarting && this.session === null) this.#begin();
        this.steps = [...this.steps.filter((step) => step.phase !== event.step.phase), event.step];
        break;
      case "session_changed":
        if (!this.isStarting || event.session?.state === "ready") this.#take(event.session);
        // A start that another window or the command line asked for ends without an answer to this one.
        if (this.#startsElsewhere && event.session?.state !== "starting") this.isStarting = false;
        break;
      case "task_passed":
        this.#tellPassed(event.task, event.lab_passed);
        break;
      case "stats":
        // One may still be on its way when nobody watches any more.
        if (this.#watching) this.stats = new Map(event.services.map((service) => [service.service, service]));
        break;
      case "engine":
        break;
    }
  }

  #tellPassed(task: string, isLabPassed: boolean): void {
    this.lit = task;
    window.setTimeout(() => {
      if (this.lit === task) this.lit = undefined;
    }, 2400);
    const text = this.view?.task_texts.find((text) => text.id === task);
    const title = text ? inLang(text.title) : task;
    announce(isLabPassed ? t("lab-say-lab-passed", { title }) : t("lab-say-task-passed", { title }));
  }

  #startsElsewhere = false;

  #begin(): void {
    this.#startsElsewhere = true;
    this.isStarting = true;
    this.cancelledAt = 0;
    this.startedAt = Date.now();
    this.steps = [];
    this.startError = undefined;
  }

  /** Throws, so that the dialog that asked can show it. */
  async agree(): Promise<void> {
    await api.agree(this.id);
    this.view = await api.lab(this.id);
  }

  /** Starts the lab; one that asks for more than every lab may, only once the learner agreed. */
  async start(): Promise<void> {
    if (this.view?.agreed === false) {
      this.isAsking = true;
      return;
    }
    this.#begin();
    this.#startsElsewhere = false;
    announce(t("lab-say-starting"));
    try {
      this.#take(await api.start(this.id));
      announce(t("lab-say-ready"));
    } catch (thrown) {
      const error = errorView(thrown);
      if (error.code !== "cancelled") this.startError = error;
    } finally {
      this.isStarting = false;
    }
  }

  async cancelStart(): Promise<void> {
    this.cancelledAt = Date.now();
    try {
      await api.cancelStart(this.id);
    } catch (thrown) {
      this.error = errorView(thrown);
      this.cancelledAt = 0;
    }
  }

  /** Runs an action that is shown as being done, and keeps its error for the learner. */
  async #do(doing: Doing, action: () => Promise<void>): Promise<void> {
    if (this.doing !== undefined) return;
    this.doing = doing;
    this.error = undefined;
    try {
      await action();
    } catch (thrown) {
      this.error = errorView(thrown);
    } finally {
      this.doing = undefined;
    }
  }

  pause(): Promise<void> {
    return this.#do("pause", async () => this.#take(await api.pause(this.id)));
  }

  resume(): Promise<void> {
    return this.#do("resume", async () => this.#take(await api.resume(this.id)));
  }

  /** Throws, so that the dialog that asked can show it. */
  async reset(service: string | null): Promise<void> {
    this.doing = "reset";
    try {
      const renewed = await api.reset(this.id, service);
      this.files.clear(renewed);
      await this.terminals.reopenEnded(renewed);
      announce(t("lab-say-reset", { services: renewed.join(", ") }));
    } finally {
      this.doing = undefined;
    }
  }

  /** Throws, so that the dialog that asked can show it. */
  async stop(): Promise<void> {
    this.doing = "stop";
    try {
      await api.stop(this.id);
      this.#take(null);
      this.view = await api.lab(this.id);
    } finally {
      this.doing = undefined;
    }
  }

  check(): Promise<void> {
    return this.#do("check", async () => {
      const open = this.tasks.filter((task) => task.state !== "passed" && task.state !== "blocked").map((task) => task.text.id);
      const report = await api.check(this.id, open);
      const notYet = report.tasks.find((task) => task.state !== "passed");
      if (notYet) announce(`${t("lab-not-yet")} ${inLang(notYet.message)}`);
    });
  }

  hint(task: string): Promise<void> {
    return this.#do("hint", async () => {
      const hint = await api.hint(this.id, task);
      this.hints = { ...this.hints, [task]: [...(this.hints[task] ?? []).filter((known) => known.number !== hint.number), hint] };
      announce(inLang(hint.text));
    });
  }

  /** CPU and memory come as events for as long as the screen is there. */
  watch(): () => void {
    const watching = api.watchStats(this.id);
    this.#watching = watching;
    const uncount = countCost(this.id);
    const failed = (thrown: unknown): void => {
      this.error = errorView(thrown);
    };
    watching.catch(failed);
    return () => {
      uncount();
      if (this.#watching === watching) this.#watching = undefined;
      this.stats = new Map();
      watching.then((stream) => stream.close()).catch(failed);
    };
  }

  async openUrl(url: string): Promise<void> {
    try {
      await api.openUrl(url);
    } catch (thrown) {
      this.error = errorView(thrown);
    }
  }
}

const open = new Map<string, OpenLab>();
let hearing: Promise<() => void> | undefined;

/** What is derived belongs to the screen in which it was made, and stands still when that is left; in a root of its own it lives on. */
function outOfScreens<T>(make: () => T): T {
  let made: T | undefined;
  $effect.root(() => {
    made = make();
  });
  return made as T;
}

/** The lab of this id; the same one each time. */
export function openLab(id: string): OpenLab {
  hearing ??= api.onEvent((event) => {
    if (event.kind !== "engine") open.get(event.lab)?.hear(event);
  });
  const known = open.get(id);
  if (known) return known;
  const lab = outOfScreens(() => new OpenLab(id));
  open.set(id, lab);
  return lab;
}
