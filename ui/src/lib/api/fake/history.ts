// What the learner has done before this page was opened, and what Home and Progress make of it.

import type { HomeView } from "../../wire/HomeView";
import type { LabProgressView } from "../../wire/LabProgressView";
import type { LabSummary } from "../../wire/LabSummary";
import type { LabView } from "../../wire/LabView";
import type { ProgressView } from "../../wire/ProgressView";
import type { Standing } from "../../wire/Standing";
import type { Week } from "../../wire/Week";
import { LABS, TRACKS } from "./catalogue";
import type { FakeLab } from "./lab";
import type { Run } from "./run";

const DAY = 86_400_000;

/** A lab that was passed long ago. */
export interface Past {
  lab: string;
  passedDaysAgo: number;
  minutes: number;
  hints: number;
}

export class History {
  /** The labs whose rights the learner agreed to. */
  readonly agreed = new Set<string>();

  constructor(
    readonly past: Past[],
    readonly runs: ReadonlyMap<string, Run>,
  ) {}

  standing(lab: FakeLab): Standing {
    const run = this.runs.get(lab.view.id);
    if (run) return run.passed === lab.view.tasks.length ? "passed" : run.state === "paused" || run.state === "down" ? "paused" : "running";
    return this.past.some((past) => past.lab === lab.view.id) ? "passed" : "untouched";
  }

  #passed(lab: FakeLab): number {
    return this.runs.get(lab.view.id)?.passed ?? (this.standing(lab) === "passed" ? lab.view.tasks.length : 0);
  }

  view(lab: FakeLab): LabView {
    const grants = lab.grants ?? [];
    return { ...lab.view, standing: this.standing(lab), passed: this.#passed(lab), grants, agreed: grants.length === 0 || this.agreed.has(lab.view.id) };
  }

  summary(lab: FakeLab): LabSummary {
    const { id, track, level, title, summary, minutes, skills, tasks, memory_bytes } = lab.view;
    return { id, track, level, title, summary, minutes, skills, tasks, memory_bytes, standing: this.standing(lab), passed: this.#passed(lab) };
  }

  #lab(lab: FakeLab): LabProgressView {
    const run = this.runs.get(lab.view.id);
    const past = this.past.find((past) => past.lab === lab.view.id);
    const pastAt = past && new Date(Date.now() - past.passedDaysAgo * DAY).toISOString();
    const tasks = lab.view.task_texts.map((task) => {
      const now = run?.task(task.id);
      return {
        task: task.id,
        title: task.title,
        passed_at: now?.passed_at ?? pastAt ?? null,
        hints: now?.hints.length ?? 0,
        not_yet: now?.state === "failed" ? 3 : past ? 1 : 0,
      };
    });
    const all = tasks.every((task) => task.passed_at !== null);
    return {
      lab: lab.view.id,
      title: lab.view.title,
      standing: this.standing(lab),
      starts: (run ? 1 : 0) + (past ? 1 : 0),
      passed_at: all ? (tasks.map((task) => task.passed_at ?? "").sort().at(-1) ?? null) : null,
      took_ms: all ? (past?.minutes ?? 18) * 60_000 : null,
      hints: past?.hints ?? tasks.reduce((sum, task) => sum + task.hints, 0),
      tasks,
    };
  }

  progress(): ProgressView {
    const labs = LABS.map((lab) => this.#lab(lab));
    const tasks = labs.flatMap((lab) => lab.tasks);
    return {
      tracks: TRACKS.map((track) => ({
        track: track.id,
        title: track.title,
        labs: labs.filter((_, index) => LABS[index]?.view.track === track.id),
      })),
      labs_passed: labs.filter((lab) => lab.passed_at !== null).length,
      labs: labs.length,
      tasks_passed: tasks.filter((task) => task.passed_at !== null).length,
      tasks: tasks.length,
      weeks: this.#weeks(tasks.flatMap((task) => (task.passed_at === null ? [] : [task.passed_at]))),
    };
  }

  #weeks(passed: string[]): Week[] {
    const today = new Date();
    const monday = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - ((today.getUTCDay() + 6) % 7));
    return Array.from({ length: 8 }, (_, index) => {
      const start = monday - (7 - index) * 7 * DAY;
      return {
        monday: new Date(start).toISOString().slice(0, 10),
        tasks: passed.filter((at) => Date.parse(at) >= start && Date.parse(at) < start + 7 * DAY).length,
      };
    });
  }

  home(): HomeView {
    const { weeks, labs_passed, tasks_passed } = this.progress();
    const open = LABS.filter((lab) => this.runs.has(lab.view.id) && this.standing(lab) !== "passed");
    const [carryOn] = open;
    return {
      carry_on: carryOn ? this.summary(carryOn) : null,
      touched: carryOn ? new Date(Date.now() - (carryOn && this.standing(carryOn) === "running" ? 4 * 60_000 : DAY)).toISOString() : null,
      next: LABS.filter((lab) => lab !== carryOn).map((lab) => this.summary(lab)),
      weeks,
      labs_passed,
      tasks_passed,
      hints: LABS.reduce((sum, lab) => sum + this.#lab(lab).hints, 0),
    };
  }
}
