// What a screen reader says without the focus moving: a task passed, a copy made, a search's number of results.

const state = $state({ text: "" });

export const announced = {
  get text(): string {
    return state.text;
  },
};

/** Says it politely. The same text twice is said twice. */
export function announce(text: string): void {
  state.text = "";
  window.setTimeout(() => {
    state.text = text;
  }, 50);
}
