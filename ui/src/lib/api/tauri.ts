// The program behind the window, over Tauri's IPC. The only file that imports `@tauri-apps/*`; it knows the names of the
// commands and how bytes travel, and nothing of what they mean.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { AppEvent } from "../wire/AppEvent";
import type { Api, Stream, Terminal, TerminalRequest } from "./api";

/** Small messages come as an `ArrayBuffer` as well, except over an older IPC, which delivers a list of numbers. */
type RawMessage = ArrayBuffer | number[];

function bytesOf(message: RawMessage): Uint8Array {
  return message instanceof ArrayBuffer ? new Uint8Array(message) : Uint8Array.from(message);
}

/** Commands run side by side in the program; so what is typed is sent one piece after the other, in its order. */
function inOrder(send: (bytes: Uint8Array) => Promise<void>): (bytes: Uint8Array) => Promise<void> {
  let waiting: Uint8Array[] = [];
  let sending: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const bytes = new Uint8Array(waiting.reduce((sum, piece) => sum + piece.length, 0));
        let at = 0;
        for (const piece of waiting) {
          bytes.set(piece, at);
          at += piece.length;
        }
        waiting = [];
        await send(bytes);
      }
    } finally {
      waiting = [];
      sending = undefined;
    }
  };
  return (bytes) => {
    waiting.push(bytes);
    sending ??= drain();
    return sending;
  };
}

async function openTerminal(
  request: TerminalRequest,
  output: (bytes: Uint8Array) => void,
  ended: (code: number | null) => void,
): Promise<Terminal> {
  const channel = new Channel<RawMessage>();
  // A terminal may end before `terminal_open` has answered with its id.
  let opened: (id: number) => void = () => {};
  const id = new Promise<number>((resolve) => (opened = resolve));
  channel.onmessage = (message) => {
    const bytes = bytesOf(message);
    if (bytes.length > 0) {
      output(bytes);
      return;
    }
    void id.then(async (id) => {
      // Where its container is gone, nobody knows the code any more.
      const code = await invoke<number | null>("terminal_exit_code", { id }).catch(() => null);
      ended(code);
      // The program keeps an ended terminal until it is closed.
      await invoke("terminal_close", { id }).catch((thrown: unknown) => console.error("terminal_close", thrown));
    });
  };
  const number = await invoke<number>("terminal_open", { request, output: channel });
  opened(number);
  return {
    write: inOrder((bytes) => invoke("terminal_write", bytes, { headers: { id: String(number) } })),
    resize: (cols, rows) => invoke("terminal_resize", { id: number, cols, rows }),
    received: (bytes) => invoke("terminal_received", { id: number, bytes }),
    close: () => invoke("terminal_close", { id: number }),
  };
}

function stream(id: number): Stream {
  return { close: () => invoke("stream_close", { id }) };
}

async function openLogs(lab: string, service: string, output: (text: string) => void): Promise<Stream> {
  const channel = new Channel<string>();
  channel.onmessage = output;
  return stream(await invoke<number>("logs_open", { lab, service, output: channel }));
}

export const tauri: Api = {
  boot: () => invoke("boot"),
  setProfile: (name, lang) => invoke("set_profile", { name, lang }),
  setLang: (lang) => invoke("set_lang", { lang }),
  setSetting: (key, value) => invoke("set_setting", { key, value }),

  home: () => invoke("home"),
  tracks: () => invoke("tracks"),
  labs: () => invoke("labs"),
  lab: (lab) => invoke("lab", { lab }),
  progress: () => invoke("progress"),
  doctor: () => invoke("doctor"),
  engineStatus: () => invoke("engine_status"),

  session: (lab) => invoke("session", { lab }),
  agree: (lab) => invoke("agree", { lab }),
  start: (lab) => invoke("start", { lab }),
  cancelStart: (lab) => invoke("cancel_start", { lab }),
  pause: (lab) => invoke("pause", { lab }),
  resume: (lab) => invoke("resume", { lab }),
  reset: (lab, service) => invoke("reset", { lab, service }),
  resetPreview: (lab, service) => invoke("reset_preview", { lab, service }),
  stop: (lab) => invoke("stop", { lab }),
  check: (lab, tasks) => invoke("check", { lab, tasks }),
  hint: (lab, task) => invoke("hint", { lab, task }),
  hints: (lab, task) => invoke("hints", { lab, task }),

  openTerminal,
  openLogs,
  watchStats: async (lab) => stream(await invoke<number>("stats_watch", { lab })),
  listFiles: (lab, service, dir) => invoke("files_list", { lab, service, dir }),
  readFile: (lab, service, path) => invoke("file_read", { lab, service, path }),
  writeFile: (lab, service, path, text) => invoke("file_write", { lab, service, path, text }),

  openUrl: (url) => invoke("open_url", { url }),
  onEvent: (listener) => listen<AppEvent>("paddock", (event) => listener(event.payload)),
};
