// What the window asks of the program. `tauri.ts` carries it over the IPC, `fake.ts` answers in a plain browser.
// Every call that fails throws an `ErrorView`: a message for people, in the learner's language, and a remedy.

import type { AppEvent } from "../wire/AppEvent";
import type { Boot } from "../wire/Boot";
import type { CheckReport } from "../wire/CheckReport";
import type { DoctorReport } from "../wire/DoctorReport";
import type { EngineStatus } from "../wire/EngineStatus";
import type { FileContent } from "../wire/FileContent";
import type { FileEntry } from "../wire/FileEntry";
import type { HintView } from "../wire/HintView";
import type { HomeView } from "../wire/HomeView";
import type { LabSummary } from "../wire/LabSummary";
import type { LabView } from "../wire/LabView";
import type { Lang } from "../wire/Lang";
import type { ProfileView } from "../wire/ProfileView";
import type { ProgressView } from "../wire/ProgressView";
import type { SessionView } from "../wire/SessionView";
import type { Track } from "../wire/Track";

/** A terminal that runs. `received` tells the program that so many bytes are drawn: it sends more only then. */
export interface Terminal {
  write(bytes: Uint8Array): Promise<void>;
  resize(cols: number, rows: number): Promise<void>;
  received(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export interface TerminalRequest {
  lab: string;
  service: string;
  user: string | null;
  dir: string | null;
  cols: number;
  rows: number;
}

export interface Stream {
  close(): Promise<void>;
}

export interface Api {
  boot(): Promise<Boot>;
  setProfile(name: string, lang: Lang): Promise<ProfileView>;
  /** The language of messages from now on, live. */
  setLang(lang: Lang): Promise<void>;
  setSetting(key: string, value: string): Promise<void>;

  home(): Promise<HomeView>;
  tracks(): Promise<Track[]>;
  labs(): Promise<LabSummary[]>;
  lab(lab: string): Promise<LabView>;
  progress(): Promise<ProgressView>;
  doctor(): Promise<DoctorReport>;
  engineStatus(): Promise<EngineStatus>;

  session(lab: string): Promise<SessionView | null>;
  /** Keeps that the learner agrees to the lab’s `grants`; without it, a start of such a lab fails. */
  agree(lab: string): Promise<void>;
  /** Ends when the lab is ready; `Starting` events tell how far it is. Takes up a session that is there already. */
  start(lab: string): Promise<SessionView>;
  /** Gives up a start; what it made is removed, and `start` fails with the code `cancelled`. */
  cancelStart(lab: string): Promise<void>;
  pause(lab: string): Promise<SessionView>;
  resume(lab: string): Promise<SessionView>;
  /** Without a service: all of them. Answers with the services that were made anew. */
  reset(lab: string, service: string | null): Promise<string[]>;
  /** The services that a reset of this one makes anew, for the confirmation. */
  resetPreview(lab: string, service: string | null): Promise<string[]>;
  stop(lab: string): Promise<void>;
  /** Without tasks: all of them. */
  check(lab: string, tasks: string[]): Promise<CheckReport>;
  /** Shows the next hint of a task. */
  hint(lab: string, task: string): Promise<HintView>;
  /** The hints already read in this session. */
  hints(lab: string, task: string): Promise<HintView[]>;

  openTerminal(request: TerminalRequest, output: (bytes: Uint8Array) => void, ended: (code: number | null) => void): Promise<Terminal>;
  openLogs(lab: string, service: string, output: (text: string) => void): Promise<Stream>;
  /** `stats` events for this lab come until the stream is closed. */
  watchStats(lab: string): Promise<Stream>;
  listFiles(lab: string, service: string, dir: string): Promise<FileEntry[]>;
  readFile(lab: string, service: string, path: string): Promise<FileContent>;
  writeFile(lab: string, service: string, path: string, text: string): Promise<void>;

  /** An `https:` link of a lab's text, or one of its pages, in the learner's own browser. */
  openUrl(url: string): Promise<void>;
  onEvent(listener: (event: AppEvent) => void): Promise<() => void>;
}
