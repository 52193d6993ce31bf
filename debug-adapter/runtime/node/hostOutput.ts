import fs from 'node:fs';
import { Descriptor, type FileStat, FileType, plainStat } from '../descriptors/descriptor.ts';
import type { OnWritten } from '../descriptors/output.ts';
import {
  type Direction,
  NOT_READY,
  READY,
  type Readiness,
  ReadinessSignal,
} from '../descriptors/readiness.ts';
import { systemError } from '../errno.ts';
import { withHostErrors } from './hostError.ts';

/** How long to wait before trying again to write where there was no room, in milliseconds. */
const RETRY_INTERVAL = 2;

/**
 * A descriptor of the same stream that does not block: who waited in it would hear of no signal. Node sees
 * to that itself when it starts a worker.
 *
 * @param fd standard output or error, of the thread that the process began with.
 */
export function unblocked(fd: 1 | 2): number {
  const stat = fs.fstatSync(fd);
  if (stat.isFIFO()) {
    try {
      // Opened anew on Linux, so that others who have it notice nothing.
      return fs.openSync(`/proc/self/fd/${fd}`, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK);
    } catch {
      // As Node does it.
    }
  }
  if (stat.isFIFO() || stat.isSocket()) void (fd === 1 ? process.stdout : process.stderr);
  return fd;
}

/** One of this process's own output streams, written to directly. */
export class HostOutput extends Descriptor {
  readonly type: FileType;
  override readonly changes = new ReadinessSignal();
  override readonly isTerminal: boolean;
  readonly #fd: number;
  readonly #onWritten: OnWritten | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(fd: number, isTerminal: boolean, onWritten?: OnWritten) {
    super();
    this.#onWritten = onWritten;
    this.#fd = fd;
    this.isTerminal = isTerminal;
    this.type = isTerminal ? FileType.characterDevice : FileType.streamSocket;
  }

  override write(buffers: Uint8Array[]): number {
    if (this.#retry !== undefined) throw systemError('EAGAIN');
    if (buffers.length === 0) return 0;
    try {
      const length = withHostErrors(() => fs.writevSync(this.#fd, buffers));
      this.#onWritten?.(buffers, length);
      return length;
    } catch (error) {
      // A full pipe, which does not block, and of which nothing tells when it has room again.
      if (error === systemError('EAGAIN')) this.#scheduleRetry();
      throw error;
    }
  }

  override readiness(direction: Direction): Readiness {
    return direction === 'write' && this.#retry === undefined ? READY : NOT_READY;
  }

  override sync(): void {
    withHostErrors(() => fs.fsyncSync(this.#fd));
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  #scheduleRetry(): void {
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.changes.notify();
    }, RETRY_INTERVAL);
  }
}
