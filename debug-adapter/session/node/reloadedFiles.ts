import { EventEmitter } from 'node:events';
import path from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import picomatch from 'picomatch';
import type { ReloadedFilesEvents, ReloadedFilesOptions } from '../platform/reloadedFiles.ts';

/** Folders that hold no source of the user's own, and many files. */
const FOREIGN = ['**/.*/**', '**/__pycache__/**', '**/node_modules/**', '**/site-packages/**'];

/** How long to wait for further changes after one, in milliseconds: editors save several files. */
const SETTLING_TIME = 100;

/** Files of this machine that are watched. */
export class ReloadedFiles extends EventEmitter<ReloadedFilesEvents> {
  readonly #watcher: FSWatcher;
  readonly #isIncluded: (file: string) => boolean;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ folders, include, exclude }: ReloadedFilesOptions) {
    super();
    const isIn = (patterns: readonly string[]): ((file: string) => boolean) => {
      const matches = picomatch([...patterns], { dot: true });
      return file =>
        matches(slashed(file)) || folders.some(folder => matches(relativePath(folder, file)));
    };
    this.#isIncluded = isIn(include);
    const isExcluded = isIn(exclude);
    const isForeign = picomatch(FOREIGN, { dot: true });
    this.#watcher = watch([...folders], {
      ignoreInitial: true,
      // A project may itself lie in such a folder as nobody's own sources do.
      ignored: file =>
        isExcluded(file) || folders.every(folder => isForeign(relativePath(folder, file))),
    });
    this.#watcher.on('change', file => this.#note(file));
    this.#watcher.on('add', file => this.#note(file));
    this.#watcher.on('ready', () => this.emit('ready'));
    this.#watcher.on('error', error => this.emit('failed', error as Error));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.removeAllListeners();
    void this.#watcher.close();
  }

  #note(file: string): void {
    if (!this.#isIncluded(file)) return;
    this.#changed.add(path.resolve(file));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const changed = new Set(this.#changed);
      this.#changed.clear();
      this.emit('changed', changed);
    }, SETTLING_TIME);
  }
}

function relativePath(folder: string, file: string): string {
  return slashed(path.relative(folder, file));
}

/** A path as patterns have it. */
function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}
