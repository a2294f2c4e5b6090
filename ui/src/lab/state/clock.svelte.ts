// The time, once a second, for as long as something that is drawn asks for it.

import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = window.setInterval(update, 1000);
  return () => window.clearInterval(timer);
});

/** Milliseconds since 1970; where it is read, it redraws each second. */
export function now(): number {
  subscribe();
  return Date.now();
}
