// xterm.js as Paddock uses it: its options, its colours, the keys that belong to the window, and how its bytes are told
// to be drawn. Loaded when the first terminal is shown.

import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { Terminal } from "@xterm/xterm";

/** So many drawn bytes are told to the program at once. */
const TOLD_AT = 32 * 1024;

export interface SurfaceHooks {
  typed(bytes: Uint8Array): void;
  sized(cols: number, rows: number): void;
  drawn(bytes: number): void;
}

const encoder = new TextEncoder();

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The sixteen colours of programs; dark in both themes, as the pane is. */
function theme(): NonNullable<Terminal["options"]["theme"]> {
  const background = token("--term");
  return {
    background,
    foreground: token("--term-text"),
    cursor: token("--term-text"),
    cursorAccent: background,
    selectionBackground: "#3d4a63",
    black: "#2a2d33",
    red: "#ff8f85",
    green: "#7fd1a0",
    yellow: "#e6bd5c",
    blue: "#82b4ff",
    magenta: "#d6a4f0",
    cyan: "#73cfd8",
    white: "#d9dad7",
    brightBlack: "#8b8e95",
    brightRed: "#ffb0a8",
    brightGreen: "#a3e4bd",
    brightYellow: "#f3d58a",
    brightBlue: "#abcdff",
    brightMagenta: "#e7c6f9",
    brightCyan: "#a0e4ea",
    brightWhite: "#ffffff",
  };
}

/** Rows that a screen reader can follow cost time; so they are there only for who asked. */
export interface SurfaceOptions {
  screenReaderMode: boolean;
  label: string;
}

export class Surface {
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #hooks: SurfaceHooks;
  #drawn = 0;
  #tell: number | undefined;

  constructor(host: HTMLElement, options: SurfaceOptions, hooks: SurfaceHooks) {
    this.#hooks = hooks;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !still,
      fontFamily: token("--font-mono"),
      fontSize: 13,
      lineHeight: 1.35,
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      screenReaderMode: options.screenReaderMode,
      // As many as `src-tauri/src/backlog.rs` counts on.
      scrollback: 5000,
      theme: theme(),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.loadAddon(new Unicode11Addon());
    this.#terminal.unicode.activeVersion = "11";
    this.#terminal.open(host);
    this.#terminal.textarea?.setAttribute("aria-label", options.label);
    this.#terminal.attachCustomKeyEventHandler((event) => this.#isForTerminal(event));
    this.#terminal.onData((text) => hooks.typed(encoder.encode(text)));
    this.#terminal.onBinary((text) => hooks.typed(Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff)));
    this.#terminal.onResize(({ cols, rows }) => hooks.sized(cols, rows));
  }

  get cols(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** Bytes as they came; a character that is split over two writes is put together by xterm. */
  write(bytes: Uint8Array): void {
    this.#terminal.write(bytes, () => this.#count(bytes.length));
  }

  /** A line of the window itself, between what programs wrote. */
  note(text: string): void {
    this.#terminal.write(`\r\n\x1b[90m${text}\x1b[0m\r\n`);
  }

  clear(): void {
    this.#terminal.reset();
  }

  fit(): void {
    this.#fit.fit();
  }

  focus(): void {
    this.#terminal.focus();
  }

  relabel(label: string): void {
    this.#terminal.textarea?.setAttribute("aria-label", label);
  }

  set screenReaderMode(on: boolean) {
    this.#terminal.options.screenReaderMode = on;
  }

  retheme(): void {
    this.#terminal.options.theme = theme();
  }

  dispose(): void {
    window.clearTimeout(this.#tell);
    this.#terminal.dispose();
  }

  #count(bytes: number): void {
    this.#drawn += bytes;
    if (this.#drawn >= TOLD_AT) {
      this.#tellDrawn();
    } else {
      this.#tell ??= window.setTimeout(() => this.#tellDrawn(), 16);
    }
  }

  #tellDrawn(): void {
    window.clearTimeout(this.#tell);
    this.#tell = undefined;
    if (this.#drawn === 0) return;
    const drawn = this.#drawn;
    this.#drawn = 0;
    this.#hooks.drawn(drawn);
  }

  /** F6 leaves the terminal. Ctrl+Shift+C copies; Ctrl+Shift+V is left to the webview, which pastes. */
  #isForTerminal(event: KeyboardEvent): boolean {
    if (event.key === "F6") return false;
    if (!(event.ctrlKey && event.shiftKey)) return true;
    if (event.code === "KeyV") return false;
    if (event.code !== "KeyC") return true;
    if (event.type === "keydown") {
      event.preventDefault();
      void this.#copy();
    }
    return false;
  }

  async #copy(): Promise<void> {
    const text = this.#terminal.getSelection();
    if (text === "") return;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where the webview keeps its clipboard from scripts, the copy command still works: xterm answers its event.
      document.execCommand("copy");
    }
  }
}
