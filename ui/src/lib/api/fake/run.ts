// One make-believe session: its services, its tasks, what the learner has solved in it, and its files.

import type { HintView } from "../../wire/HintView";
import type { ServiceState } from "../../wire/ServiceState";
import type { SessionState } from "../../wire/SessionState";
import type { SessionView } from "../../wire/SessionView";
import type { TaskCheck } from "../../wire/TaskCheck";
import type { TaskState } from "../../wire/TaskState";
import type { Text } from "../../wire/Text";
import type { FakeLab } from "./lab";
import { options } from "./options";

const NOTHING: Text = { en: "", fr: "" };

interface Task {
  state: TaskState;
  message: Text | null;
  checked_at: string | null;
  automatic: boolean;
  passed_at: string | null;
  hints: HintView[];
  /** Whether the work is done; a check finds out. */
  solved: boolean;
}

export class Run {
  state: SessionState = "ready";
  readonly files: Map<string, string>;
  readonly #tasks = new Map<string, Task>();
  readonly #down = new Set<string>();
  readonly #started: string;

  constructor(
    readonly lab: FakeLab,
    startedMinutesAgo = 0,
  ) {
    this.#started = new Date(Date.now() - startedMinutesAgo * 60_000).toISOString();
    this.files = new Map(Object.entries(lab.files));
    for (const id of lab.view.tasks) {
      this.#tasks.set(id, { state: "open", message: null, checked_at: null, automatic: false, passed_at: null, hints: [], solved: false });
    }
  }

  get started(): string {
    return this.#started;
  }

  task(id: string): Task {
    const task = this.#tasks.get(id);
    if (!task) throw new Error(`the fake lab ${this.lab.view.id} has no task ${id}`);
    return task;
  }

  /** The first task that is not passed. */
  current(): string | undefined {
    return this.lab.view.tasks.find((id) => this.task(id).state !== "passed");
  }

  isBlocked(id: string): boolean {
    const needs = this.lab.view.task_texts.find((task) => task.id === id)?.needs ?? [];
    return needs.some((need) => this.task(need).state !== "passed");
  }

  get passed(): number {
    return this.lab.view.tasks.filter((id) => this.task(id).state === "passed").length;
  }

  pass(id: string, minutesAgo = 0): void {
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    Object.assign(this.task(id), { state: "passed", message: null, solved: true, checked_at: at, passed_at: at });
  }

  /** Runs a task's make-believe check. */
  check(id: string, automatic: boolean): TaskCheck {
    const task = this.task(id);
    const broken = options.has("check-fails");
    const now = new Date().toISOString();
    let state: TaskCheck["state"];
    let message = NOTHING;
    if (this.isBlocked(id)) {
      state = "blocked";
    } else if (broken) {
      state = "error";
      message = {
        en: "This check broke before it could answer (exit code 127). It is not your fault. Check again; if it stays, reset the service it runs in.",
        fr: "Cette vérification s’est interrompue avant de pouvoir répondre (code de sortie 127). Vous n’y êtes pour rien. Vérifiez à nouveau\u202f; si cela persiste, réinitialisez le service où elle s’exécute.",
      };
    } else if (task.solved) {
      state = "passed";
    } else {
      state = "failed";
      message = this.lab.messages[id] ?? NOTHING;
    }
    if (task.state !== "passed" || state === "passed") {
      task.state = state;
      task.message = state === "passed" || state === "blocked" ? null : message;
      task.passed_at ??= state === "passed" ? now : null;
    }
    task.checked_at = now;
    task.automatic = automatic;
    return { task: id, state, message, evidence: "", took_ms: 212 };
  }

  end(service: string): void {
    this.#down.add(service);
  }

  renew(service: string | null): string[] {
    const names = service === null ? this.lab.view.topology.map((node) => node.service) : [service];
    for (const name of names) this.#down.delete(name);
    if (names.includes("workstation")) {
      this.files.clear();
      for (const [path, text] of Object.entries(this.lab.files)) this.files.set(path, text);
    }
    return names;
  }

  isDown(service: string): boolean {
    return this.state === "down" || this.#down.has(service);
  }

  #serviceState(service: string): ServiceState {
    if (this.isDown(service)) return "exited";
    if (this.state === "paused") return "paused";
    return service === "ci" ? "healthy" : "running";
  }

  view(): SessionView {
    return {
      session: `s-${this.lab.view.id}`,
      lab: this.lab.view.id,
      state: this.state,
      started: this.#started,
      services: this.lab.view.topology.map(({ service }) => ({
        name: service,
        container: `paddock-${this.lab.view.id}-${service}`,
        state: this.#serviceState(service),
        ports: this.lab.ports
          .filter((port) => port.service === service)
          .map((port) => ({ container: port.container, host: options.pages ?? port.host })),
      })),
      tasks: this.lab.view.tasks.map((id) => {
        const { state, message, checked_at, automatic, passed_at, hints } = this.task(id);
        return { id, state, message, checked_at, automatic, passed_at, hints_shown: hints.length };
      }),
    };
  }
}
