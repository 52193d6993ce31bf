import { checksum } from '#platform/checksum.ts';
import { files } from '#platform/files.ts';
import type { EventSink } from '../eventSink.ts';
import type { Debuggee } from '../program/debuggee.ts';
import { realPath } from '../program/paths.ts';

/**
 * Files of this machine as they were when the program loaded them. A file that
 * was edited since has other lines than the code that runs.
 */
export class SourceVersions {
  readonly #sink: EventSink;
  readonly #loaded = new Map<string, string>();
  readonly #reported = new Set<string>();

  /** @param sink whom to warn. */
  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  /** Notes what the program loads. */
  follow(debuggee: Debuggee): void {
    this.#loaded.clear();
    this.#reported.clear();
    debuggee.on('module', ({ path }) => {
      const file = debuggee.paths.toHost(path);
      const checksum = file === undefined ? undefined : checksumOf(file);
      if (file !== undefined && checksum !== undefined) {
        this.#loaded.set(realPath(file), checksum);
      }
    });
  }

  /** The SHA-256 of a file as it was loaded; undefined for one that was not. */
  checksum(file: string): string | undefined {
    return this.#loaded.get(realPath(file));
  }

  /** Whether a file has changed since the program loaded it. */
  hasChanged(file: string): boolean {
    const loaded = this.#loaded.get(realPath(file));
    return loaded !== undefined && checksumOf(file) !== loaded;
  }

  /** The files that have changed since the program loaded them. */
  changed(): string[] {
    return [...this.#loaded.keys()].filter(file => this.hasChanged(file));
  }

  /** Tells the user, once for each file of this machine, that what is shown is not what runs. */
  warn(file: string | undefined): void {
    if (file === undefined || this.#reported.has(file) || !this.hasChanged(file)) return;
    this.#reported.add(file);
    this.#sink.emit('output', {
      category: 'important',
      output: `${file} has changed since the program loaded it: restart to run what it holds now.\n`,
    });
  }
}

function checksumOf(file: string): string | undefined {
  try {
    // The program could have put a link to a device there, which never ends.
    return files.look(file)?.isFile ? checksum(files.read(file)) : undefined;
  } catch {
    return undefined;
  }
}
