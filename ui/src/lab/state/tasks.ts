// What can be read from a session's tasks: which one is at hand, what comes first, how long each took.

import type { LabView } from "../../lib/wire/LabView";
import type { SessionView } from "../../lib/wire/SessionView";
import type { TaskState } from "../../lib/wire/TaskState";
import type { TaskText } from "../../lib/wire/TaskText";
import type { TaskView } from "../../lib/wire/TaskView";

export interface Task {
  text: TaskText;
  view: TaskView;
  /** As the session says, and `blocked` where a task that comes first is not passed. */
  state: TaskState;
  /** The first task that has to be passed before this one. */
  first: TaskText | undefined;
  /** From the task before, or from the start of the session, to its pass. */
  tookMs: number | undefined;
}

export function tasksOf(view: LabView, session: SessionView): Task[] {
  const views = new Map(session.tasks.map((task) => [task.id, task]));
  const isPassed = (id: string): boolean => views.get(id)?.state === "passed";
  return view.task_texts.flatMap((text) => {
    const task = views.get(text.id);
    if (!task) return [];
    const need = text.needs.find((id) => !isPassed(id));
    const first = need === undefined ? undefined : view.task_texts.find((other) => other.id === need);
    const state: TaskState = task.state === "passed" ? "passed" : first ? "blocked" : task.state === "blocked" ? "open" : task.state;
    return [{ text, view: task, state, first, tookMs: took(task, session) }];
  });
}

function took(task: TaskView, session: SessionView): number | undefined {
  if (task.passed_at === null) return undefined;
  const passed = Date.parse(task.passed_at);
  const started = Date.parse(session.started);
  if (passed < started) return undefined;
  const earlier = session.tasks.flatMap((other) => (other.passed_at === null ? [] : [Date.parse(other.passed_at)])).filter((at) => at < passed);
  return passed - Math.max(started, ...earlier);
}

/** The first task that can be worked on. */
export function currentOf(tasks: readonly Task[]): Task | undefined {
  return tasks.find((task) => task.state !== "passed" && task.state !== "blocked");
}

export function allPassed(tasks: readonly Task[]): boolean {
  return tasks.length > 0 && tasks.every((task) => task.state === "passed");
}
