import { systemError } from '../errno.ts';
import { Descriptor, type FileStat, FileType, plainStat } from './descriptor.ts';
import { type Direction, NOT_READY, READY, type Readiness, ReadinessSignal } from './readiness.ts';

/** `__wasi_epoll_type_t`. */
const EpollEvent = {
  readable: 1,
  writable: 2,
  peerClosed: 4,
  hungUp: 32,
  edgeTriggered: 64,
  once: 128,
} as const;

/** What an entry is for: bits of {@link EpollEvent}, and data of the guest's. */
export interface EpollInterest {
  readonly events: number;
  readonly data: Uint8Array;
}

export interface EpollOccurrence {
  readonly events: number;
  readonly data: Uint8Array;
}

interface Entry {
  readonly descriptor: Descriptor;
  interest: EpollInterest;
  /** Whether an event that is reported once was. */
  isSpent: boolean;
  readonly unsubscribe: () => void;
}

/**
 * `epoll(7)`: a set of descriptors to wait for, which does not look at those where
 * nothing has changed.
 */
export class EpollSet extends Descriptor {
  readonly type = FileType.unknown;
  override readonly changes = new ReadinessSignal();
  override readonly isFedByEventLoop = true;
  readonly #entries = new Map<number, Entry>();
  /** Those that may be ready: the longest waiting first. */
  readonly #candidates = new Map<number, Entry>();

  /** @throws EEXIST when it is there, EPERM for what is always ready, as a file. */
  add(fd: number, descriptor: Descriptor, interest: EpollInterest): void {
    if (descriptor.changes === undefined) throw systemError('EPERM');
    if (descriptor === this) throw systemError('EINVAL');
    if (this.#entries.get(fd)?.descriptor === descriptor) throw systemError('EEXIST');
    this.#drop(fd);
    const entry: Entry = {
      descriptor,
      interest,
      isSpent: false,
      unsubscribe: descriptor.changes.subscribe(() => this.#consider(fd, entry)),
    };
    this.#entries.set(fd, entry);
    this.#consider(fd, entry);
  }

  /** @throws ENOENT when it is not there. */
  change(fd: number, descriptor: Descriptor, interest: EpollInterest): void {
    const entry = this.#entry(fd, descriptor);
    entry.interest = interest;
    entry.isSpent = false;
    this.#consider(fd, entry);
  }

  /** @throws ENOENT when it is not there. */
  remove(fd: number, descriptor: Descriptor): void {
    this.#entry(fd, descriptor);
    this.#drop(fd);
  }

  /**
   * What has happened to the descriptors.
   * @param most how many to tell of.
   * @param find what a number refers to now; closed ones leave the set.
   */
  collect(most: number, find: (fd: number) => Descriptor | undefined): EpollOccurrence[] {
    const occurrences: EpollOccurrence[] = [];
    for (const [fd, entry] of [...this.#candidates]) {
      if (occurrences.length === most) break;
      this.#candidates.delete(fd);
      if (find(fd) !== entry.descriptor) {
        this.#drop(fd);
        continue;
      }
      const events = entry.isSpent ? 0 : occurred(entry);
      if (events === 0) continue;
      occurrences.push({ events, data: entry.interest.data });
      entry.isSpent = (entry.interest.events & EpollEvent.once) !== 0;
      const isEdge = (entry.interest.events & EpollEvent.edgeTriggered) !== 0;
      // At the end, so that all get their turn.
      if (!isEdge) this.#candidates.set(fd, entry);
    }
    return occurrences;
  }

  override readiness(direction: Direction): Readiness {
    const isReady = [...this.#candidates.values()].some(
      entry => !entry.isSpent && occurred(entry) !== 0,
    );
    return direction === 'read' && isReady ? READY : NOT_READY;
  }

  override stat(): FileStat {
    return plainStat(this.type);
  }

  protected override close(): void {
    for (const fd of [...this.#entries.keys()]) this.#drop(fd);
  }

  #consider(fd: number, entry: Entry): void {
    this.#candidates.set(fd, entry);
    this.changes.notify();
  }

  #entry(fd: number, descriptor: Descriptor): Entry {
    const entry = this.#entries.get(fd);
    if (entry === undefined || entry.descriptor !== descriptor) throw systemError('ENOENT');
    return entry;
  }

  #drop(fd: number): void {
    this.#entries.get(fd)?.unsubscribe();
    this.#entries.delete(fd);
    this.#candidates.delete(fd);
  }
}

function occurred({ descriptor, interest }: Entry): number {
  const wanted = interest.events;
  const input = descriptor.readiness('read');
  const output = descriptor.readiness('write');
  let events = 0;
  if (input.isReady) events |= wanted & EpollEvent.readable;
  if (output.isReady) events |= wanted & EpollEvent.writable;
  // Told whether or not it is wanted.
  if (input.hasHungUp || output.hasHungUp) events |= EpollEvent.hungUp;
  return events;
}
