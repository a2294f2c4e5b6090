// A terminal that echoes, edits a line, and answers a few commands: `help`, what the lab scripted, `solve`, `flood`.

import type { Terminal, TerminalRequest } from "../api";
import type { Run } from "./run";

/** How much may be on its way to the window without `received`. */
const WINDOW = 256 * 1024;

const encoder = new TextEncoder();

export interface ShellHooks {
  /** After each command. */
  ran(): void;
  /** When the terminal has closed. */
  gone(): void;
}

export class Shell implements Terminal {
  #line = "";
  #history: string[] = [];
  #at = 0;
  #open = true;
  #unseen = 0;
  #room: (() => void) | null = null;
  readonly #decoder = new TextDecoder();

  constructor(
    readonly request: TerminalRequest,
    readonly run: Run,
    readonly output: (bytes: Uint8Array) => void,
    readonly ended: (code: number | null) => void,
    readonly hooks: ShellHooks,
  ) {
    window.setTimeout(() => this.#prompt(), 60);
  }

  get #host(): string {
    const folder = this.request.service === "workstation" ? this.run.lab.folder : (this.request.dir ?? "/");
    return `\x1b[32m${this.request.user ?? "root"}@${this.request.service}\x1b[0m:\x1b[34m${folder}\x1b[0m$ `;
  }

  #print(text: string): void {
    if (!this.#open) return;
    const bytes = encoder.encode(text);
    this.#unseen += bytes.length;
    this.output(bytes);
  }

  #prompt(): void {
    this.#print(this.#host);
  }

  async write(bytes: Uint8Array): Promise<void> {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === "\x1b[A" || text === "\x1b[B") {
      this.#recall(text === "\x1b[A" ? -1 : 1);
      return;
    }
    for (const char of text) await this.#key(char);
  }

  #recall(step: number): void {
    this.#at = Math.min(this.#history.length, Math.max(0, this.#at + step));
    this.#line = this.#history[this.#at] ?? "";
    this.#print(`\r\x1b[K${this.#host}${this.#line}`);
  }

  async #key(char: string): Promise<void> {
    if (char === "\r" || char === "\n") {
      this.#print("\r\n");
      const line = this.#line.trim();
      this.#line = "";
      if (line !== "") {
        this.#history.push(line);
        this.#at = this.#history.length;
        await this.#command(line);
        this.hooks.ran();
      }
      if (this.#open) this.#prompt();
    } else if (char === "\x7f") {
      if (this.#line.length > 0) {
        this.#line = this.#line.slice(0, -1);
        this.#print("\b \b");
      }
    } else if (char === "\x03") {
      this.#line = "";
      this.#print("^C\r\n");
      this.#prompt();
    } else if (char === "\x04" && this.#line === "") {
      this.#print("logout\r\n");
      this.end(0);
    } else if (char >= " ") {
      this.#line += char;
      this.#print(char);
    }
  }

  async #command(line: string): Promise<void> {
    const scripted = this.run.lab.commands[line];
    if (scripted !== undefined) {
      this.#print(scripted);
      return;
    }
    const [verb = "", ...rest] = line.split(/\s+/);
    switch (verb) {
      case "help":
        this.#print("solve [task|all]  crash SERVICE  flood  cat FILE  echo TEXT  clear  exit\r\n");
        break;
      case "echo":
        this.#print(`${rest.join(" ")}\r\n`);
        break;
      case "pwd":
        this.#print(`${this.request.dir ?? "/"}\r\n`);
        break;
      case "whoami":
        this.#print(`${this.request.user ?? "root"}\r\n`);
        break;
      case "hostname":
        this.#print(`${this.request.service}\r\n`);
        break;
      case "clear":
        this.#print("\x1b[2J\x1b[H");
        break;
      case "exit":
        this.#print("logout\r\n");
        this.end(Number(rest[0] ?? 0));
        break;
      case "cat": {
        const text = this.run.files.get(rest[0] ?? "");
        this.#print(text === undefined ? `cat: ${rest[0] ?? ""}: No such file or directory\r\n` : text.replaceAll("\n", "\r\n"));
        break;
      }
      case "append": {
        // Changes a file behind the editor's back.
        const [path = "", ...words] = rest;
        this.run.files.set(path, `${this.run.files.get(path) ?? ""}${words.join(" ")}\n`);
        break;
      }
      case "solve": {
        const tasks = rest[0] === "all" ? this.run.lab.view.tasks : [rest[0] ?? this.run.current() ?? ""];
        for (const id of tasks) if (this.run.lab.view.tasks.includes(id)) this.run.task(id).solved = true;
        break;
      }
      case "crash":
        this.run.end(rest[0] ?? this.request.service);
        break;
      case "flood":
        await this.#flood(Number(rest[0] ?? 4));
        break;
      default:
        this.#print(`bash: ${verb}: command not found\r\n`);
    }
  }

  /** Prints megabytes, and waits when the window has not drawn what came before. */
  async #flood(megabytes: number): Promise<void> {
    const line = `${"0123456789abcdef".repeat(6)}\r\n`;
    const block = line.repeat(160);
    for (let sent = 0; sent < megabytes * 1_000_000 && this.#open; sent += block.length) {
      if (this.#unseen > WINDOW) await new Promise<void>((resolve) => (this.#room = resolve));
      this.#print(block);
    }
    this.#print("end of the flood\r\n");
  }

  async resize(): Promise<void> {}

  async received(bytes: number): Promise<void> {
    this.#unseen -= bytes;
    if (this.#unseen <= WINDOW / 2) {
      this.#room?.();
      this.#room = null;
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#room?.();
    this.hooks.gone();
  }

  /** The shell has ended, or its container is gone (no code). */
  end(code: number | null): void {
    if (!this.#open) return;
    this.#open = false;
    this.#room?.();
    this.hooks.gone();
    this.ended(code);
  }
}
