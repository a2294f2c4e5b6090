// The editor's files of one lab: what the folders hold, which files are open, what is not saved, and what changed in the
// lab meanwhile. Knows nothing of how an editor looks; a document's text is CodeMirror's, held here so that it survives.

import type { EditorState, Text as Doc } from "@codemirror/state";
import { api } from "../../lib/api";
import { errorView } from "../../lib/api/error";
import type { EditorRoot } from "../../lib/wire/EditorRoot";
import type { ErrorView } from "../../lib/wire/ErrorView";
import type { FileEntry } from "../../lib/wire/FileEntry";

export class OpenFile {
  isDirty = $state(false);
  isSaving = $state(false);
  /** The text in the lab, where it is another than the one that was opened. */
  outside = $state.raw<string>();
  error = $state.raw<ErrorView>();
  /** Set by the editor. */
  state: EditorState | undefined;
  savedDoc: Doc | undefined;
  /** As it stands in the lab, with its line ends. */
  base: string;

  constructor(
    readonly root: EditorRoot,
    /** Relative to the root. */
    readonly path: string,
    text: string,
  ) {
    this.base = text;
  }

  get absolute(): string {
    return `${this.root.dir.replace(/\/$/, "")}/${this.path}`;
  }

  get key(): string {
    return keyOf(this.root, this.path);
  }

  /** As it stands in the editor, with the line ends that the file has. */
  get text(): string {
    const text = this.state?.doc.toString() ?? this.base;
    return this.base.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
  }
}

export function keyOf(root: EditorRoot, path: string): string {
  return `${root.service}:${root.dir}:${path}`;
}

export interface Folder {
  root: EditorRoot;
  entries: FileEntry[];
  error: ErrorView | undefined;
}

export class OpenFiles {
  folders = $state.raw<Folder[]>([]);
  isListing = $state(false);
  open = $state.raw<OpenFile[]>([]);
  current = $state.raw<OpenFile>();
  /** The file that is being opened, or could not be. */
  asked = $state.raw<{ root: EditorRoot; path: string; error: ErrorView | undefined }>();
  /** Folders that are folded open, by key. */
  unfolded = $state<Record<string, boolean>>({});
  readonly dirty = $derived(this.open.filter((file) => file.isDirty));

  constructor(readonly lab: string) {}

  /** Forgets what belonged to these services; without any, everything. */
  clear(services?: readonly string[]): void {
    const isKept = (root: EditorRoot): boolean => services !== undefined && !services.includes(root.service);
    this.open = this.open.filter((file) => isKept(file.root));
    this.folders = this.folders.filter((folder) => isKept(folder.root));
    if (this.current && !isKept(this.current.root)) this.current = undefined;
    if (this.asked && !isKept(this.asked.root)) this.asked = undefined;
  }

  async list(roots: readonly EditorRoot[]): Promise<void> {
    if (this.isListing) return;
    this.isListing = true;
    this.folders = await Promise.all(
      roots.map(async (root): Promise<Folder> => {
        try {
          return { root, entries: await api.listFiles(this.lab, root.service, root.dir), error: undefined };
        } catch (thrown) {
          const known = this.folders.find((folder) => folder.root.service === root.service && folder.root.dir === root.dir);
          return { root, entries: known?.entries ?? [], error: errorView(thrown) };
        }
      }),
    );
    this.isListing = false;
  }

  async choose(root: EditorRoot, path: string): Promise<void> {
    const known = this.open.find((file) => file.key === keyOf(root, path));
    if (known) {
      this.asked = undefined;
      this.current = known;
      await this.look(known);
      return;
    }
    const asked = { root, path, error: undefined };
    this.asked = asked;
    try {
      const file = new OpenFile(root, path, "");
      file.base = (await api.readFile(this.lab, root.service, file.absolute)).text;
      if (this.asked !== asked) return;
      this.asked = undefined;
      this.open = [...this.open, file];
      this.current = file;
    } catch (thrown) {
      if (this.asked === asked) this.asked = { ...asked, error: errorView(thrown) };
    }
  }

  /** Whether the file has changed in the lab since it was opened or saved. */
  async look(file: OpenFile): Promise<void> {
    if (file.isSaving) return;
    const before = file.base;
    try {
      const { text } = await api.readFile(this.lab, file.root.service, file.absolute);
      if (file.base !== before || file.isSaving) return;
      file.error = undefined;
      file.outside = text === file.base ? undefined : text;
    } catch (thrown) {
      file.error = errorView(thrown);
    }
  }

  /** Writes what the editor holds; `true` where that worked. What is typed meanwhile is not saved. */
  async save(file: OpenFile): Promise<boolean> {
    if (file.isSaving) return false;
    const [text, doc] = [file.text, file.state?.doc];
    file.isSaving = true;
    file.error = undefined;
    try {
      await api.writeFile(this.lab, file.root.service, file.absolute, text);
      file.base = text;
      file.outside = undefined;
      file.savedDoc = doc;
      file.isDirty = doc !== undefined && file.state !== undefined && !file.state.doc.eq(doc);
      return true;
    } catch (thrown) {
      file.error = errorView(thrown);
      return false;
    } finally {
      file.isSaving = false;
    }
  }
}
