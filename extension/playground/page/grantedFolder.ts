import {
  FolderCopy,
  MOST_FILES,
  MOST_MEGABYTES,
  TooLargeFolder,
} from '../../../debug-adapter/session/browser/folderCopy.ts';
import { FollowedChanges } from '../../../debug-adapter/session/browser/followedChanges.ts';
import type { FileChanges } from '../../../debug-adapter/session/browser/machine.ts';
import { PROGRAM_FOLDER } from '../model/debugSession.ts';
import { HandleStore } from './handleStore.ts';

/** Files by their absolute paths. */
export type Contents = Readonly<Record<string, Uint8Array>>;

const WRITING = { mode: 'readwrite' } as const;

/** A folder of which programs get copies, and which follows what they do to them as far as the user lets it. */
export class GrantedFolder {
  readonly store: HandleStore;
  readonly name: string;
  readonly #handle: FileSystemDirectoryHandle;
  readonly #changes: FollowedChanges;
  readonly #changed: (isWaiting: boolean) => void;
  #waiting: FileChanges[] = [];
  /** A file that is being written cannot be read. */
  #latest: Promise<unknown> = Promise.resolve();

  /**
   * @param name what the user calls it.
   * @param changed told when there is something else in it, or begins to wait for the user.
   * @param failed told of each change that cannot be made.
   */
  constructor(
    handle: FileSystemDirectoryHandle,
    name: string,
    changed: (isWaiting: boolean) => void,
    failed: (path: string, error: Error) => void,
  ) {
    this.name = name;
    this.store = new HandleStore(handle, PROGRAM_FOLDER);
    this.#handle = handle;
    this.#changed = changed;
    this.#changes = new FollowedChanges(this.store, failed);
  }

  /** Whether there are changes that the user has not let it follow yet. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** What is in it. @throws Error, with a sentence for the user, when it is too much, or cannot be read. */
  copy(): Promise<Contents> {
    return this.#inTurn(() => this.#copy());
  }

  async #copy(): Promise<Contents> {
    const copy = new FolderCopy(this.store);
    try {
      await copy.add(PROGRAM_FOLDER);
    } catch (error) {
      if (!(error instanceof TooLargeFolder)) throw error;
      throw new Error(
        `Programs get copies of at most ${MOST_FILES} files of ${MOST_MEGABYTES} MB, and ${this.name} has more.`,
      );
    }
    return copy.contents;
  }

  /** Follows what a program has done, or waits until the user lets it. */
  async follow(changes: FileChanges): Promise<void> {
    const hasWaited = this.isWaiting;
    this.#waiting.push(changes);
    await this.#inTurn(async () => {
      // A browser that does not know of it lets a page write whatever it has got.
      const permission = await this.#handle.queryPermission?.(WRITING);
      if (permission === undefined || permission === 'granted') await this.#makeWaiting();
    });
    this.#changed(this.isWaiting && !hasWaited);
  }

  /** Asks the user to let it follow what waits. */
  async askToWrite(): Promise<void> {
    const permission = await this.#handle.requestPermission?.(WRITING);
    if (permission === 'granted') await this.#inTurn(() => this.#makeWaiting());
    this.#changed(false);
  }

  async #makeWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting.map(changes => this.#changes.add(changes)));
  }

  /** Does something with the files when all is done that was begun before. */
  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#latest.then(act);
    this.#latest = turn.catch(() => {});
    return turn;
  }
}
