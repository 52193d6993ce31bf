import * as vscode from 'vscode';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import type { Branch } from './branch.ts';
import { Choices } from './choices.ts';
import { describeContinuation, describeTask, tooltipOf } from './rowText.ts';
import { matching, matchingTasks } from './search.ts';

/** How many rows are shown below another one at first, and with each *Show More*. */
const PAGE = 100;

/** The row below the last one of a page. */
export interface MoreRow {
  readonly rest: number;
  /** The row that the page is below; undefined for the topmost ones. */
  readonly parent: Branch | undefined;
}

export type Row = Branch | MoreRow;

const ICONS: Record<ContinuationInfo['state'], vscode.ThemeIcon> = {
  running: new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('charts.green')),
  suspended: new vscode.ThemeIcon('debug-pause', new vscode.ThemeColor('charts.yellow')),
  pending: new vscode.ThemeIcon('circle-outline'),
  dead: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
};

/** The rows of the Continuations view. */
export class ContinuationTree implements vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #all: readonly ContinuationInfo[] = [];
  #tasks: readonly TaskInfo[] = [];
  #arrangement: Arrangement = 'parent';
  #filter = '';
  /** What a person has decided; {@link refresh} is to be called after a change. */
  readonly choices = new Choices();
  /** How many rows are shown below each, if more than a page. */
  readonly #shown = new Map<string, number>();

  get all(): readonly ContinuationInfo[] {
    return this.#all;
  }

  get tasks(): readonly TaskInfo[] {
    return this.#tasks;
  }

  show(all: readonly ContinuationInfo[], tasks: readonly TaskInfo[]): void {
    this.#all = all;
    this.#tasks = tasks;
    this.#changed.fire(undefined);
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** How many are not there, being the system's or such as a person does not want to see. */
  get hidden(): number {
    return [
      ...this.#all.filter(each => this.choices.hidesContinuation(each)),
      ...this.#tasks.filter(each => this.choices.hidesTask(each)),
    ].length;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  set arrangement(arrangement: Arrangement) {
    this.#arrangement = arrangement;
    this.#shown.clear();
    this.#changed.fire(undefined);
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(filter: string) {
    this.#filter = filter.trim();
    this.#changed.fire(undefined);
  }

  showMore({ parent }: MoreRow): void {
    const key = keyOf(parent);
    this.#shown.set(key, (this.#shown.get(key) ?? PAGE) + PAGE);
    this.#changed.fire(parent);
  }

  getChildren(parent?: Row): Row[] {
    if (parent !== undefined && 'rest' in parent) return [];
    const branches = parent === undefined ? this.#topmost() : (parent.below?.() ?? []);
    const shown = this.#shown.get(keyOf(parent)) ?? PAGE;
    const rest = branches.length - shown;
    return rest > 0 ? [...branches.slice(0, shown), { rest, parent }] : branches;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return 'rest' in row ? itemOfMore(row) : itemOf(row, this.choices);
  }

  #topmost(): Branch[] {
    const { choices } = this;
    const shown = this.#all.filter(each => !choices.hidesContinuation(each));
    const shownTasks = this.#tasks.filter(each => !choices.hidesTask(each));
    const [all, tasks] =
      this.#filter === ''
        ? [shown, shownTasks]
        : [matching(shown, this.#filter), matchingTasks(shownTasks, this.#filter)];
    return [...choices.pinnedRows(all, tasks), ...arrange(all, this.#arrangement, tasks)];
  }
}

function keyOf(parent: Branch | undefined): string {
  return parent?.key ?? '';
}

function itemOfMore(row: MoreRow): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Show More ({0} left)', row.rest.toLocaleString('en')),
  );
  item.id = `more ${keyOf(row.parent)}`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: 'wasixPython.continuations.showMore',
    title: vscode.l10n.t('Show More'),
    arguments: [row],
  };
  return item;
}

function itemOf(branch: Branch, choices: Choices): vscode.TreeItem {
  const { key, label, continuation, task, below, isAwaited, isPinned } = branch;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // What has a place of its own is unfolded; a row for many is not.
  const unfolded = continuation === undefined && task === undefined ? Collapsed : Expanded;
  const item = new vscode.TreeItem(label, below === undefined ? None : unfolded);
  item.id = key;
  const about = continuation ?? task;
  if (about !== undefined) {
    item.iconPath = ICONS[about.state];
    item.contextValue = contextOf(branch, choices);
    item.description = descriptionOf(branch, choices);
    if (continuation !== undefined) item.tooltip = tooltipOf(continuation);
  }
  if (isPinned) item.iconPath = new vscode.ThemeIcon('pinned', ICONS[about?.state ?? 'dead'].color);
  if (isAwaited) item.iconPath = new vscode.ThemeIcon('watch');
  item.accessibilityInformation = { label: [label, item.description].filter(Boolean).join(', ') };
  if (task !== undefined || continuation?.threadId !== undefined) {
    item.command = {
      command: 'wasixPython.continuations.show',
      title: vscode.l10n.t('Show in Call Stack'),
      arguments: [branch],
    };
  }
  return item;
}

function descriptionOf({ continuation, task }: Branch, choices: Choices): string {
  if (task !== undefined) return describeTask(task);
  if (continuation === undefined) return '';
  const text = describeContinuation(continuation);
  const isWatched = choices.isWatched(continuation);
  return isWatched ? `${text} · ${vscode.l10n.t('breaks when resumed')}` : text;
}

/** What the menu of a row goes by: words in this order. */
function contextOf(branch: Branch, choices: Choices): string {
  const { continuation, task } = branch;
  const words = {
    [continuation?.state ?? task?.state ?? '']: true,
    task: task !== undefined,
    made: (continuation?.createdAt.length ?? 0) > 0,
    main: continuation !== undefined && continuation.parent === undefined,
    pinned: choices.isPinned(branch),
    watched: continuation !== undefined && choices.isWatched(continuation),
  };
  return Object.entries(words)
    .flatMap(([word, applies]) => (applies ? [word] : []))
    .join(' ');
}
