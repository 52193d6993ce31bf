import * as vscode from 'vscode';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import { type Branch, placeOf } from './branch.ts';
import { matching, matchingTasks } from './search.ts';
import { taskBranches } from './taskBranches.ts';

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
    return 'rest' in row ? itemOfMore(row) : itemOf(row);
  }

  #topmost(): Branch[] {
    const [all, tasks] =
      this.#filter === ''
        ? [this.#all, this.#tasks]
        : [matching(this.#all, this.#filter), matchingTasks(this.#tasks, this.#filter)];
    return [...arrange(all, this.#arrangement), ...taskBranches(tasks, all)];
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

function itemOf(branch: Branch): vscode.TreeItem {
  const { key, label, continuation, task, below } = branch;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // What has a place of its own is unfolded; a row for many is not.
  const unfolded = continuation === undefined && task === undefined ? Collapsed : Expanded;
  const item = new vscode.TreeItem(label, below === undefined ? None : unfolded);
  item.id = key;
  item.accessibilityInformation = { label };
  if (task !== undefined) describeTask(item, branch, task);
  if (continuation !== undefined) describeContinuation(item, branch, continuation);
  return item;
}

function describeTask(item: vscode.TreeItem, branch: Branch, task: TaskInfo): void {
  const { state, location } = task;
  item.iconPath = ICONS[state];
  item.description = [placeOf(task), state].filter(Boolean).join(' · ');
  item.accessibilityInformation = { label: `${branch.label}, ${item.description}` };
  item.contextValue = 'task';
  if (location === undefined) return;
  item.command = {
    command: 'wasixPython.continuations.goTo',
    title: vscode.l10n.t('Go to Where It Stands'),
    arguments: [branch],
  };
}

function describeContinuation(
  item: vscode.TreeItem,
  branch: Branch,
  continuation: ContinuationInfo,
): void {
  const { state, createdAt, parent } = continuation;
  item.iconPath = ICONS[state];
  item.description = descriptionOf(continuation);
  item.tooltip = tooltipOf(continuation);
  item.accessibilityInformation = { label: `${branch.label}, ${item.description}` };
  const made = createdAt.length > 0 ? ['made'] : [];
  item.contextValue = [state, ...made, ...(parent === undefined ? ['main'] : [])].join(' ');
  if (continuation.threadId !== undefined) {
    item.command = {
      command: 'wasixPython.continuations.show',
      title: vscode.l10n.t('Show in Call Stack'),
      arguments: [branch],
    };
  }
}

function descriptionOf(continuation: ContinuationInfo): string {
  const { state, resumptions } = continuation;
  const switches = resumptions === 0 ? [] : [counted(resumptions, 'switch')];
  // The icon tells the state, too, and in a narrow view the end is cut off.
  return [placeOf(continuation), state, ...switches].filter(Boolean).join(' · ');
}

function tooltipOf({ label, state, resumptions, location, createdAt }: ContinuationInfo): string {
  const place = (at: { path: string; line: number }): string => `${at.path}:${at.line}`;
  return [
    `${label} · ${state}`,
    ...(location === undefined ? [] : [`at ${place(location)}`]),
    `control came to it by ${counted(resumptions, 'switch')}`,
    ...createdAt.slice(0, 1).map(origin => `made by ${origin.name}, ${place(origin)}`),
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 'es'}`;
}
