import { EventEmitter } from '#platform/events.ts';
import type { ReloadedFilesEvents, ReloadedFilesOptions } from '../platform/reloadedFiles.ts';

/** Says that files are not watched: those in the memory of a worker are changed by the program alone. */
export class ReloadedFiles extends EventEmitter<ReloadedFilesEvents> {
  constructor(_options: ReloadedFilesOptions) {
    super();
    queueMicrotask(() => this.emit('failed', new Error('a page does not watch its files')));
  }

  close(): void {
    this.removeAllListeners();
  }
}
