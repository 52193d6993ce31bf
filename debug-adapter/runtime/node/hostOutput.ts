import fs from 'node:fs';
import tty from 'node:tty';
import { Descriptor, type FileStat, FileType, plainStat } from '../descriptors/descriptor.ts';
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
 * The same pipe or terminal as `fd`, opened once more so that writing to it does
 * not wait: a guest that waits for its reader must still take signals. The
 * descriptor itself is left as it is, since other processes share it. Where the
 * system does not open streams again, and for all else, it is `fd`.
 */
function openWithoutWaiting(fd: number): number {
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = fs.constants;
  try {
    if (!fs.fstatSync(fd).isFIFO() && !tty.isatty(fd)) return fd;
    return fs.openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return fd;
  }
}

/** One of this process's own output streams, written to directly. */
export class HostOutput extends Descriptor {
  readonly type: FileType;
  override readonly changes = new ReadinessSignal();
  override readonly isTerminal: boolean;
  readonly #fd: number;
  #retry: NodeJS.Timeout | undefined;

  constructor(fd: number, isTerminal: boolean) {
    super();
    this.#fd = openWithoutWaiting(fd);
    this.isTerminal = isTerminal;
    this.type = isTerminal ? FileType.characterDevice : FileType.streamSocket;
  }

  override write(buffers: Uint8Array[]): number {
    if (this.#retry !== undefined) throw systemError('EAGAIN');
    if (buffers.length === 0) return 0;
    try {
      return withHostErrors(() => fs.writevSync(this.#fd, buffers));
    } catch (error) {
      // Nothing tells when it has room again.
      if (error === systemError('EAGAIN')) this.#scheduleRetry();
      throw error;
    }
  }

  override readiness(direction: Direction): Readiness {
    return direction === 'write' && this.#retry === undefined ? READY : NOT_READY;
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
