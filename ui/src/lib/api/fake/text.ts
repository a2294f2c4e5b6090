// How the made-up labs write their texts: two languages side by side, and the little HTML that Rust would deliver.

import type { Text } from "../../wire/Text";

export function t(en: string, fr: string): Text {
  return { en, fr };
}

/** A code block; with `run` it may be typed into the first terminal. */
export function code(text: string, run = false): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<pre${run ? ' data-run="true"' : ""}><code class="language-sh">${escaped}\n</code></pre>`;
}

export function p(html: string): string {
  return `<p>${html}</p>`;
}
