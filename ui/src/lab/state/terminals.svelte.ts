// The terminals of one lab. Each keeps its surface when its tab or the whole screen is left, so that what was on it is
// still there on return.

import { api, type Terminal } from "../../lib/api";
import { errorView } from "../../lib/api/error";
import { app } from "../../lib/state/app.svelte";
import { t } from "../../lib/texts/index.svelte";
import type { ErrorView } from "../../lib/wire/ErrorView";
import type { TerminalTab } from "../../lib/wire/TerminalTab";
import type { Surface } from "../terminal/surface";

export const SCREEN_READER = "terminal.screen-reader";

export class OpenTerminal {
  state = $state<"closed" | "opening" | "open" | "ended">("closed");
  exitCode = $state<number | null>(null);
  error = $state.raw<ErrorView>();
  readonly #host = document.createElement("div");
  #surface: Surface | undefined;
  #loading: Promise<Surface> | undefined;
  #terminal: Terminal | undefined;
  /** What was typed before the terminal was there. */
  #waiting: Uint8Array[] = [];
  /** Bytes that were drawn before the terminal could be told so. */
  #early = 0;
  /** Counts the openings, so that an end of an earlier one is not taken for this one's. */
  #opening = 0;
  #gone = false;

  constructor(
    readonly lab: string,
    readonly tab: TerminalTab,
    /** 1 for the first on its service, 2 for the next, … */
    readonly number: number,
  ) {
    this.#host.className = "terminal-host";
  }

  get key(): string {
    return this.number === 1 ? this.tab.service : `${this.tab.service}-${this.number}`;
  }

  get title(): string {
    return this.number === 1 ? this.tab.service : `${this.tab.service} ${this.number}`;
  }

  get label(): string {
    return t("lab-terminal-label", { service: this.title });
  }

  /** Shows it in this element, and starts it where it has not run yet. */
  async attach(element: HTMLElement): Promise<void> {
    element.append(this.#host);
    try {
      const surface = await this.#load();
      if (this.#gone || !this.#host.isConnected) return;
      surface.fit();
      if (this.state === "closed") await this.open();
    } catch (thrown) {
      this.error = errorView(thrown);
    }
  }

  detach(): void {
    this.#host.remove();
  }

  #load(): Promise<Surface> {
    this.#loading ??= (async () => {
      const [{ Surface }] = await Promise.all([import("../terminal/surface"), document.fonts.load('13px "JetBrains Mono Variable"')]);
      this.#surface = new Surface(
        this.#host,
        { screenReaderMode: app.setting(SCREEN_READER) === "true", label: this.label },
        {
          typed: (bytes) => this.#send(bytes),
          sized: (cols, rows) => this.#told(this.#terminal?.resize(cols, rows)),
          drawn: (bytes) => this.#drew(bytes),
        },
      );
      return this.#surface;
    })();
    return this.#loading;
  }

  /** Opens a shell, also after an earlier one has ended. */
  async open(): Promise<void> {
    const surface = await this.#load();
    const opening = ++this.#opening;
    const isReopened = this.state === "ended";
    this.#early = 0;
    this.state = "opening";
    this.error = undefined;
    if (isReopened) surface.note(t("lab-terminal-anew"));
    const request = { lab: this.lab, ...this.tab, cols: surface.cols, rows: surface.rows };
    try {
      const terminal = await api.openTerminal(
        request,
        (bytes) => surface.write(bytes),
        (code) => this.#ended(opening, code),
      );
      if (this.#gone || opening !== this.#opening) {
        await terminal.close();
        return;
      }
      this.#terminal = terminal;
      if (this.#early > 0) await terminal.received(this.#early);
      this.#early = 0;
      // It may have ended while it was being opened.
      if (this.state === "opening") this.state = "open";
      if (surface.cols !== request.cols || surface.rows !== request.rows) await terminal.resize(surface.cols, surface.rows);
      for (const bytes of this.#waiting.splice(0)) await terminal.write(bytes);
    } catch (thrown) {
      if (opening !== this.#opening) return;
      this.error = errorView(thrown);
      this.state = "ended";
    }
  }

  #drew(bytes: number): void {
    if (this.#terminal) this.#told(this.#terminal.received(bytes));
    else if (this.state === "opening") this.#early += bytes;
  }

  #ended(opening: number, code: number | null): void {
    if (opening !== this.#opening || this.#gone) return;
    this.exitCode = code;
    this.state = "ended";
    this.#terminal = undefined;
  }

  #send(bytes: Uint8Array): void {
    if (this.state === "open" && this.#terminal) this.#told(this.#terminal.write(bytes));
  }

  /** A call whose failure means that the terminal is not there any more. */
  #told(call: Promise<void> | undefined): void {
    call?.catch((thrown: unknown) => {
      if (this.state === "open") this.error = errorView(thrown);
    });
  }

  /** Types a text as if the learner had, and ends each line. */
  type(text: string): void {
    const bytes = new TextEncoder().encode(`${text.trimEnd().replaceAll("\n", "\r")}\r`);
    if (this.state === "open") {
      this.#send(bytes);
      return;
    }
    this.#waiting.push(bytes);
    if (this.state === "ended") void this.open();
  }

  fit(): void {
    if (this.#host.isConnected && this.#host.clientWidth > 0) this.#surface?.fit();
  }

  focus(): void {
    this.#surface?.focus();
  }

  retheme(): void {
    this.#surface?.retheme();
  }

  set screenReaderMode(on: boolean) {
    if (this.#surface) this.#surface.screenReaderMode = on;
  }

  async close(): Promise<void> {
    this.#gone = true;
    this.#host.remove();
    this.#surface?.dispose();
    // Where the shell has ended by itself, or with its container, there is nothing left to close.
    if (this.state === "open") await this.#terminal?.close();
  }
}

export class Terminals {
  list = $state.raw<OpenTerminal[]>([]);
  /** Why a terminal could not be closed. */
  error = $state.raw<ErrorView>();

  constructor(readonly lab: string) {}

  /** The lab's own terminals, once. */
  show(tabs: readonly TerminalTab[]): void {
    if (this.list.length > 0) return;
    const made: OpenTerminal[] = [];
    for (const tab of tabs) made.push(new OpenTerminal(this.lab, tab, made.filter((other) => other.tab.service === tab.service).length + 1));
    this.list = made;
  }

  /** One more on this service, with the user and folder that the lab gives there. */
  add(service: string, tabs: readonly TerminalTab[]): OpenTerminal {
    const tab = tabs.find((tab) => tab.service === service) ?? { service, user: null, dir: null };
    const numbers = this.list.filter((other) => other.tab.service === service).map((other) => other.number);
    const terminal = new OpenTerminal(this.lab, tab, Math.max(0, ...numbers) + 1);
    this.list = [...this.list, terminal];
    return terminal;
  }

  close(terminal: OpenTerminal): void {
    this.list = this.list.filter((other) => other !== terminal);
    terminal.close().catch((thrown: unknown) => {
      this.error = errorView(thrown);
    });
  }

  closeAll(): void {
    for (const terminal of this.list) this.close(terminal);
  }

  /** After a reset or a resume: what ended with its container runs again in the new one. */
  async reopenEnded(services?: readonly string[]): Promise<void> {
    const ended = this.list.filter((terminal) => terminal.state === "ended" && (services === undefined || services.includes(terminal.tab.service)));
    await Promise.all(ended.map((terminal) => terminal.open()));
  }
}
