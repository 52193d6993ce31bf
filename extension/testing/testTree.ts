import path from 'node:path';
import * as vscode from 'vscode';
import type { ItemEvent, ProblemEvent, TestEvent } from './events.ts';

/** The tests of a folder, as the Testing view shows them: folders, files, classes, tests, cases. */
export class TestTree {
  readonly #controller: vscode.TestController;
  readonly #folder: vscode.WorkspaceFolder;
  /** All items of the folder, by their ids. */
  readonly #items = new Map<string, vscode.TestItem>();
  /** The ids of folders. */
  readonly #folders = new Set<string>();
  /** The ids of what cannot be run alone. */
  readonly #parts = new Set<string>();
  readonly root: vscode.TestItem;

  constructor(controller: vscode.TestController, folder: vscode.WorkspaceFolder) {
    this.#controller = controller;
    this.#folder = folder;
    this.root = controller.createTestItem(folder.uri.toString(), folder.name, folder.uri);
    this.root.canResolveChildren = true;
  }

  get(id: string): vscode.TestItem | undefined {
    return this.#items.get(id);
  }

  /** The file that a path, from the folder, means. */
  uri(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder.uri, ...file.split('/'));
  }

  /** Puts in what a program has found. */
  accept(event: TestEvent): void {
    if (event.event === 'file') this.#addFile(event.id);
    else if (event.event === 'item') this.#add(event);
    else if (event.event === 'problem') this.#mark(event);
  }

  /**
   * Takes out what is not there any more.
   *
   * @param found the ids of what is there.
   * @param files where it was looked for; everywhere when there are none.
   */
  prune(found: ReadonlySet<string>, files: readonly string[]): void {
    for (const id of [...this.#items.keys()]) {
      const file = fileOf(id);
      const wasLookedFor = files.length === 0 || files.includes(file);
      // A folder goes with the last of its files.
      if (found.has(id) || !wasLookedFor || this.#folders.has(id)) continue;
      this.remove(id);
    }
  }

  /** Takes out an item with all that it holds, and the folders that it leaves empty. */
  remove(id: string): void {
    const item = this.#items.get(id);
    if (item === undefined) return;
    this.#forget(item);
    let holder = item.parent;
    (holder?.children ?? this.root.children).delete(id);
    while (holder !== undefined && this.#folders.has(holder.id)) {
      const outer: vscode.TestItem | undefined = holder.parent;
      if (holder.children.size > 0) return;
      this.#forget(holder);
      outer?.children.delete(holder.id);
      holder = outer;
    }
  }

  /** The id of what has to be run when an item is to be run. */
  runnable(item: vscode.TestItem): string {
    return this.#parts.has(item.id) && item.parent !== undefined ? item.parent.id : item.id;
  }

  #forget(item: vscode.TestItem): void {
    this.#items.delete(item.id);
    this.#parts.delete(item.id);
    this.#folders.delete(item.id);
    for (const [, child] of item.children) this.#forget(child);
  }

  #addFile(id: string): vscode.TestItem {
    const item = this.#put(this.#holder(id), id, path.posix.basename(id), id);
    item.error = undefined;
    return item;
  }

  /** The item of the folder that a file or a folder is in. */
  #holder(id: string): vscode.TestItem {
    const folder = path.posix.dirname(id);
    if (folder === '.') return this.root;
    this.#folders.add(folder);
    return this.#put(this.#holder(folder), folder, path.posix.basename(folder), folder);
  }

  #add({ id, parent, label, file, line, isPart }: ItemEvent): void {
    const holder = this.#items.get(parent);
    if (holder === undefined) return;
    const item = this.#put(holder, id, label, file);
    const place = line ?? (holder.range === undefined ? 1 : holder.range.start.line + 1);
    item.range = new vscode.Range(place - 1, 0, place - 1, 0);
    // What is inherited stands where its class does.
    if (isPart) this.#parts.add(id);
  }

  #put(holder: vscode.TestItem, id: string, label: string, file: string): vscode.TestItem {
    const known = this.#items.get(id);
    if (known !== undefined) return known;
    const item = this.#controller.createTestItem(id, label, this.uri(file));
    this.#items.set(id, item);
    holder.children.add(item);
    return item;
  }

  #mark({ file, line, message }: ProblemEvent): void {
    if (file === undefined || message === undefined) return;
    const item = this.#addFile(file);
    const text = new vscode.MarkdownString().appendCodeblock(message, 'text');
    item.error = text;
    if (line !== undefined) item.range = new vscode.Range(line - 1, 0, line - 1, 0);
  }
}

function fileOf(id: string): string {
  return id.split('::', 1)[0] as string;
}
