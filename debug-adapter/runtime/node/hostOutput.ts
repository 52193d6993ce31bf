import fs from 'node:fs';
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

/** One of this process's own output streams, written to directly. */
export class HostOutput extends Descriptor {
  readonly type: FileType;
  override readonly changes = new ReadinessSignal();
  override readonly isTerminal: boolean;
  readonly #fd: number;
  #retry: NodeJS.Timeout | undefined;

  constructor(fd: number, isTerminal: boolean) {
    super();
    this.#fd = fd;
    this.isTerminal = isTerminal;
    this.type = isTerminal ? FileType.characterDevice : FileType.streamSocket;
  }

  override write(buffers: Uint8Array[]): number {
    if (this.#retry !== undefined) throw systemError('EAGAIN');
    if (buffers.length === 0) return 0;
    try {
      return withHostErrors(() => fs.writevSync(this.#fd, buffers));
    } catch (error) {
      // A full pipe: Node made it non-blocking when it started the thread of the guest, and
      // nothing tells when it has room again.
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
