// A log as lines: put together from the pieces in which it comes, without the colours of terminals, the oldest dropped.

/** So many lines are kept. */
export const KEPT = 2000;

export interface Line {
  number: number;
  text: string;
}

// ECMA-48 control sequences (colours, cursor) and operating-system commands (titles).
// eslint-disable-next-line no-control-regex
const CONTROL = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\r(?=\n|$)/g;

export class Lines {
  #next = 1;
  #rest = "";
  #lines: Line[] = [];

  /** The lines after this piece; a piece that ends within a line waits for its end. */
  add(piece: string): Line[] {
    const parts = (this.#rest + piece).split("\n");
    this.#rest = parts.pop() ?? "";
    const added = parts.map((text) => ({ number: this.#next++, text: text.replace(CONTROL, "") }));
    this.#lines = [...this.#lines, ...added].slice(-KEPT);
    return this.#lines;
  }
}

/** The text in pieces, every second of which matches the search. */
export function marked(text: string, search: string): string[] {
  if (search === "") return [text];
  const pieces: string[] = [];
  const low = text.toLowerCase();
  const sought = search.toLowerCase();
  let from = 0;
  for (let at = low.indexOf(sought); at >= 0; at = low.indexOf(sought, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + sought.length));
    from = at + sought.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}
