// A flat list of files as a tree: folders first, then by name.

import type { FileEntry } from "../../lib/wire/FileEntry";

export interface Branch {
  name: string;
  path: string;
  isDir: boolean;
  children: Branch[];
}

export function treeOf(entries: readonly FileEntry[]): Branch[] {
  const root: Branch = { name: "", path: "", isDir: true, children: [] };
  const branches = new Map<string, Branch>([["", root]]);
  const branch = (path: string, isDir: boolean): Branch => {
    const known = branches.get(path);
    if (known) return known;
    const cut = path.lastIndexOf("/");
    const made: Branch = { name: path.slice(cut + 1), path, isDir, children: [] };
    branches.set(path, made);
    branch(cut < 0 ? "" : path.slice(0, cut), true).children.push(made);
    return made;
  };
  for (const entry of entries) {
    const path = entry.path.replace(/^\/+|\/+$/g, "");
    if (path !== "") branch(path, entry.dir).isDir = entry.dir;
  }
  for (const { children } of branches.values()) {
    children.sort((a, b) => Number(b.isDir) - Number(a.isDir) || a.name.localeCompare(b.name));
  }
  return root.children;
}

/** What is in sight, from top to bottom, with its depth. */
export function visible(branches: readonly Branch[], isUnfolded: (path: string) => boolean, depth = 0): { branch: Branch; depth: number }[] {
  return branches.flatMap((branch) => [
    { branch, depth },
    ...(branch.isDir && isUnfolded(branch.path) ? visible(branch.children, isUnfolded, depth + 1) : []),
  ]);
}
