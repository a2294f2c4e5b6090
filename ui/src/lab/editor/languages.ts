// Which language mode a file gets, by its name. Each mode is loaded when the first such file is opened.

import type { Extension } from "@codemirror/state";

type Mode = () => Promise<Extension>;

/** Without quotes a value of YAML is still a value; in Markdown the same kind of token is prose. */
const yaml: Mode = async () => {
  const [{ HighlightStyle, syntaxHighlighting }, { tags }, { yaml }] = await Promise.all([
    import("@codemirror/language"),
    import("@lezer/highlight"),
    import("@codemirror/lang-yaml"),
  ]);
  return [yaml(), syntaxHighlighting(HighlightStyle.define([{ tag: tags.content, color: "var(--pass)" }]))];
};
const python: Mode = async () => (await import("@codemirror/lang-python")).python();
const json: Mode = async () => (await import("@codemirror/lang-json")).json();
const markdown: Mode = async () => (await import("@codemirror/lang-markdown")).markdown();

const shell: Mode = async () => {
  const [{ StreamLanguage }, { shell }] = await Promise.all([import("@codemirror/language"), import("@codemirror/legacy-modes/mode/shell")]);
  return StreamLanguage.define(shell);
};
const dockerfile: Mode = async () => {
  const [{ StreamLanguage }, { dockerFile }] = await Promise.all([import("@codemirror/language"), import("@codemirror/legacy-modes/mode/dockerfile")]);
  return StreamLanguage.define(dockerFile);
};
const properties: Mode = async () => {
  const [{ StreamLanguage }, { properties }] = await Promise.all([import("@codemirror/language"), import("@codemirror/legacy-modes/mode/properties")]);
  return StreamLanguage.define(properties);
};

const BY_EXTENSION: Readonly<Record<string, Mode>> = {
  yml: yaml,
  yaml,
  py: python,
  json,
  md: markdown,
  sh: shell,
  bash: shell,
  env: properties,
  ini: properties,
  cfg: properties,
  conf: properties,
  properties,
  toml: properties,
};

export async function languageOf(path: string): Promise<Extension> {
  const name = path.split("/").at(-1)?.toLowerCase() ?? "";
  if (/^(dockerfile|containerfile)(\.|$)/.test(name) || name.endsWith(".dockerfile")) return dockerfile();
  if (/^\.(bashrc|profile|bash_profile|zshrc)$/.test(name)) return shell();
  const mode = BY_EXTENSION[name.split(".").at(-1) ?? ""];
  return mode ? mode() : [];
}

/** Two spaces, except where the language or the tool wants tabs. */
export function indentOf(path: string): string {
  const name = path.split("/").at(-1)?.toLowerCase() ?? "";
  if (name === "makefile" || name.endsWith(".mk") || name === ".gitconfig") return "\t";
  return name.endsWith(".py") ? "    " : "  ";
}
