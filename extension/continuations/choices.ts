import type {
  ContinuationInfo,
  GeneratorPlaceInfo,
  TaskInfo,
} from '../../debug-adapter/protocol/customRequests.ts';
import type { Branch } from './branch.ts';

/** What a row is about. */
type About = Pick<Branch, 'continuation' | 'task' | 'generator'>;

/** What a person has decided about the rows of a program: which are hidden, and which come first. */
export class Choices {
  /** Whether those that are hidden are shown all the same. */
  showsHidden = false;
  readonly #pinned = new Set<string>();
  readonly #hidden = new Set<string>();
  readonly #watched = new Set<number>();

  /** Pins what a row is about, or does so no longer. */
  pin(row: About, isPinned: boolean): void {
    const identity = identityOf(row);
    if (identity === undefined) return;
    if (isPinned) this.#pinned.add(identity);
    else this.#pinned.delete(identity);
  }

  isPinned(row: About): boolean {
    return this.#pinned.has(identityOf(row) ?? '');
  }

  /** Hides all that run what a row's runs. */
  hideSuch({ continuation, task, generator }: About): void {
    const work = continuation?.name ?? task?.coroutine ?? generator?.name;
    if (work !== undefined) this.#hidden.add(work);
  }

  hidesContinuation(continuation: ContinuationInfo): boolean {
    if (this.showsHidden || this.isPinned({ continuation })) return false;
    return continuation.isSystem === true || this.#hidden.has(continuation.name);
  }

  hidesTask(task: TaskInfo): boolean {
    if (this.showsHidden || this.isPinned({ task })) return false;
    return this.#hidden.has(task.coroutine);
  }

  hidesGenerators(place: GeneratorPlaceInfo): boolean {
    return !this.showsHidden && (place.isSystem === true || this.#hidden.has(place.name));
  }

  /** Notes whether the program is to stop when control comes to a continuation. */
  watch({ id }: ContinuationInfo, isWatched: boolean): void {
    if (isWatched) this.#watched.add(id);
    else this.#watched.delete(id);
  }

  isWatched({ id }: ContinuationInfo): boolean {
    return this.#watched.has(id);
  }

  /** Those of the rows that are pinned, as rows of their own. */
  pinnedRows(all: readonly ContinuationInfo[], tasks: readonly TaskInfo[]): Branch[] {
    const rows = [
      ...all.map(continuation => ({ label: continuation.label, continuation })),
      ...tasks.map(task => ({ label: task.label, task })),
    ];
    return rows
      .filter(row => this.isPinned(row))
      .map(row => ({
        ...row,
        key: `pinned ${identityOf(row)}`,
        isPinned: true,
        below: undefined,
      }));
  }

  /** Forgets what was about another program. */
  forget(): void {
    this.#pinned.clear();
    this.#hidden.clear();
    this.#watched.clear();
  }
}

/** A row stands for the same wherever it is in the tree. */
function identityOf({ continuation, task }: About): string | undefined {
  if (task !== undefined) return `task ${task.id}`;
  return continuation && `continuation ${continuation.id}`;
}
