// CodeMirror as Paddock uses it: keys, gutters, search, and colours from the tokens. Loaded with the editor.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "var(--t-s)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.6", fontFeatureSettings: '"calt" 0' },
  ".cm-content": { padding: "var(--s2) 0", caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--faint)", border: "none", paddingLeft: "var(--s2)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 var(--s3) 0 var(--s1)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--text) 3.5%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--run) 24%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--run) 14%, transparent)" },
  ".cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--line-strong)" },
  ".cm-searchMatch": { backgroundColor: "var(--wait-soft)", outline: "1px solid var(--wait)" },
  ".cm-searchMatch-selected": { outlineWidth: "2px" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { padding: "var(--s2) var(--s3)", fontFamily: "var(--font-text)" },
  ".cm-panel.cm-search label": { fontSize: "var(--t-xs)" },
  ".cm-textfield": { backgroundColor: "var(--surface)", border: "1px solid var(--control-line)", borderRadius: "var(--r-s)", fontSize: "var(--t-s)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", border: "1px solid var(--line-strong)", borderRadius: "var(--r-s)", fontSize: "var(--t-xs)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.comment, tags.meta], color: "var(--faint)" },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.moduleKeyword], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--pass)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName, tags.tagName], color: "var(--run)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--wait)" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName), tags.className, tags.typeName], color: "var(--run)" },
  { tag: [tags.heading, tags.strong], fontWeight: "640" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.link, textDecoration: "underline" },
  { tag: tags.invalid, color: "var(--fail)" },
]);

export interface SetupOptions {
  label: string;
  indent: string;
  language: Extension;
  phrases: Record<string, string>;
  save(): void;
  changed(state: EditorState): void;
}

export function setup(options: SetupOptions): Extension {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    search({ top: true }),
    indentUnit.of(options.indent),
    EditorState.tabSize.of(options.indent === "\t" ? 8 : options.indent.length),
    EditorState.phrases.of(options.phrases),
    keymap.of([
      {
        key: "Mod-s",
        preventDefault: true,
        run: () => {
          options.save();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
      // Escape, then Tab, leaves the editor (CodeMirror's own rule).
      indentWithTab,
    ]),
    options.language,
    syntaxHighlighting(colours, { fallback: true }),
    theme,
    EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false", tabindex: "0" }),
    // Also where only the parser went on: a transaction has to start from the newest state.
    EditorView.updateListener.of((update) => options.changed(update.state)),
  ];
}
