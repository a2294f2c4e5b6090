// One question to the program and its answer: loading, value or error, and asking again.

import { errorView } from "../api/error";
import type { ErrorView } from "../wire/ErrorView";

export class Load<T> {
  value = $state<T>();
  error = $state<ErrorView>();
  busy = $state(false);
  #asked = 0;
  readonly #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Keeps the value that is shown until the new one is there. Of two at once, the later one counts. */
  async run(): Promise<void> {
    const asked = ++this.#asked;
    this.busy = true;
    try {
      const value = await this.#ask();
      if (asked !== this.#asked) return;
      this.value = value;
      this.error = undefined;
    } catch (thrown) {
      if (asked === this.#asked) this.error = errorView(thrown);
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }

  /** Waits no longer: an answer that still comes is not looked at. */
  giveUp(error: ErrorView): void {
    this.#asked += 1;
    this.busy = false;
    this.error = error;
  }
}
