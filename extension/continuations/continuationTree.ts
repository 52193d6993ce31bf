import * as vscode from 'vscode';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Arrangement, arrange } from './arrangement.ts';
import type { Branch, BranchPages } from './branch.ts';
import { Choices } from './choices.ts';
import type { SuspendedGenerators } from './generators.ts';
import {
  describeContinuation,
  describeGenerator,
  describeTask,
  tooltipOf,
  tooltipOfGenerator,
} from './rowText.ts';
import { matchesGenerators, matching, matchingTasks } from './search.ts';

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
  /** Those that a person has asked for. */
  #generators: SuspendedGenerators | undefined;
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

  show(
    all: readonly ContinuationInfo[],
    tasks: readonly TaskInfo[],
    generators?: SuspendedGenerators,
  ): void {
    this.#all = all;
    this.#tasks = tasks;
    this.#generators = generators;
    this.#changed.fire(undefined);
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** How many are not there, being the system's or such as a person does not want to see. */
  get hidden(): number {
    const { choices } = this;
    const generators = this.#generators?.count(place => choices.hidesGenerators(place)) ?? 0;
    return (
      this.#all.filter(each => choices.hidesContinuation(each)).length +
      this.#tasks.filter(each => choices.hidesTask(each)).length +
      generators
    );
  }

  /** How many bytes of C stacks are put aside. */
  get stackBytes(): number {
    return this.#all.reduce((sum, { stackBytes = 0 }) => sum + stackBytes, 0);
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

  getChildren(parent?: Row): Row[] | Promise<Row[]> {
    if (parent !== undefined && 'rest' in parent) return [];
    const shown = this.#shown.get(keyOf(parent)) ?? PAGE;
    if (parent?.pages !== undefined) return fetchPages(parent, parent.pages, shown);
    const branches = parent === undefined ? this.#topmost() : (parent.below?.() ?? []);
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
    const generators = this.#generators?.branch(
      place => !choices.hidesGenerators(place) && matchesGenerators(place, this.#filter),
    );
    return [
      ...choices.pinnedRows(all, tasks),
      ...arrange(all, this.#arrangement, tasks),
      ...(generators === undefined ? [] : [generators]),
    ];
  }
}

async function fetchPages(parent: Branch, pages: BranchPages, shown: number): Promise<Row[]> {
  try {
    const branches = await pages.first(shown);
    const rest = pages.total - shown;
    return rest > 0 ? [...branches, { rest, parent }] : branches;
  } catch {
    // The program goes on: then these rows go.
    return [];
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
  const { key, label, continuation, task, generator, below, isAwaited, isPinned } = branch;
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  // What has a place of its own is unfolded; a row for many is not.
  const unfolded = continuation === undefined && task === undefined ? Collapsed : Expanded;
  const isLeaf = below === undefined && branch.pages === undefined;
  const item = new vscode.TreeItem(label, isLeaf ? None : unfolded);
  item.id = key;
  item.description = descriptionOf(branch, choices);
  const state = continuation?.state ?? task?.state ?? (generator && 'suspended');
  if (state !== undefined) {
    const icon = ICONS[state];
    item.iconPath = isPinned ? new vscode.ThemeIcon('pinned', icon.color) : icon;
    item.contextValue = contextOf(branch, choices);
  }
  if (continuation !== undefined) item.tooltip = tooltipOf(continuation);
  if (generator !== undefined) item.tooltip = tooltipOfGenerator(generator);
  if (isAwaited) item.iconPath = new vscode.ThemeIcon('watch');
  item.accessibilityInformation = { label: [label, item.description].filter(Boolean).join(', ') };
  const isShowable = task !== undefined || generator !== undefined;
  if (isShowable || continuation?.threadId !== undefined) {
    item.command = {
      command: 'wasixPython.continuations.show',
      title: vscode.l10n.t('Show in Call Stack'),
      arguments: [branch],
    };
  }
  return item;
}

function descriptionOf(branch: Branch, choices: Choices): string {
  const { continuation, task, generator, description = '' } = branch;
  if (task !== undefined) return describeTask(task);
  if (generator !== undefined) return describeGenerator(generator);
  if (continuation === undefined) return description;
  const text = describeContinuation(continuation);
  const isWatched = choices.isWatched(continuation);
  return isWatched ? `${text} · ${vscode.l10n.t('breaks when resumed')}` : text;
}

/** What the menu of a row goes by: words in this order. */
function contextOf(branch: Branch, choices: Choices): string {
  const { continuation, task } = branch;
  const words = {
    [continuation?.state ?? task?.state ?? 'generator']: true,
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
