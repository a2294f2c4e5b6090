// What a made-up lab consists of: the view that the program would give, and how its make-believe containers behave.

import type { GrantView } from "../../wire/GrantView";
import type { LabView } from "../../wire/LabView";
import type { Text } from "../../wire/Text";

export interface FakeLab {
  /** Without how the learner stands: the session and the history say that, and what was agreed to. */
  view: Omit<LabView, "standing" | "passed" | "grants" | "agreed">;
  /** What it asks for beyond what every lab may. */
  grants?: GrantView[];
  image: string;
  /** Why a task is not passed yet. */
  messages: Record<string, Text>;
  hints: Record<string, Text[]>;
  /** Text files under the editor's root. */
  files: Record<string, string>;
  /** What the terminal answers to a command, word for word. */
  commands: Record<string, string>;
  /** `learner@workstation`, and the folder as the prompt shows it. */
  folder: string;
  /** Lines of each service's log; the last ones come again and again. */
  logs: Record<string, string[]>;
  /** CPU (cores) and memory (bytes) around which each service's figures move. */
  load: Record<string, { cpu: number; memory: number }>;
  ports: { service: string; container: number; host: number }[];
}

export const MIB = 1024 * 1024;
