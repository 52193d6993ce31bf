import type { CallingThread } from '../callingThread.ts';
import type { Descriptor } from '../descriptors/descriptor.ts';
import { type EpollInterest, type EpollOccurrence, EpollSet } from '../descriptors/epoll.ts';
import { systemError } from '../errno.ts';
import { isTurnDue, turnEventLoop } from '../eventLoop.ts';
import type { GuestMemory } from '../memory.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import { type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

/** `__wasi_epoll_ctl_t`. */
const EpollOperation = { add: 0, change: 1, remove: 2 } as const;

/** `__wasi_epoll_event_t`: its size, and where the guest's own data begin. */
const EVENT_SIZE = 32;
const DATA_OFFSET = 8;

const FOREVER = (1n << 64n) - 1n;

function setOf(thread: CallingThread, fd: number): EpollSet {
  const descriptor = thread.process.descriptors.get(fd);
  if (!(descriptor instanceof EpollSet)) throw systemError('EINVAL');
  return descriptor;
}

/** `epoll`, in WASIX. */
export const epollCalls: SyscallFamily = {
  epoll_create: syscall(['fd: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.process.descriptors.add(new EpollSet())),
  ),

  epoll_ctl: syscall(
    ['set: fd', 'operation: u32', 'fd: fd', 'event: pointer'],
    (thread, set, operation, fd, event) => {
      const epoll = setOf(thread, set);
      const descriptor = thread.process.descriptors.get(fd);
      switch (operation) {
        case EpollOperation.add:
          return epoll.add(fd, descriptor, readInterest(thread.memory, event));
        case EpollOperation.change:
          return epoll.change(fd, descriptor, readInterest(thread.memory, event));
        case EpollOperation.remove:
          return epoll.remove(fd, descriptor);
        default:
          throw systemError('EINVAL');
      }
    },
  ),

  epoll_wait: suspendingSyscall(
    ['set: fd', 'events: pointer', 'room: size', 'timeout: u64', 'count: pointer'],
    (thread, set, events, room, timeout, count) => {
      const epoll = setOf(thread, set);
      if (room === 0) throw systemError('EINVAL');
      const collect = (): EpollOccurrence[] => epoll.collect(room, fd => find(thread, fd));
      const store = (occurrences: EpollOccurrence[]): void =>
        writeEvents(thread.memory, events, count, occurrences);
      const answer = (): void | Promise<void> => {
        const ready = collect();
        if (ready.length > 0) return store(ready);
        return wait(thread, epoll, timeout, collect).then(store);
      };
      // One that is always ready must not hide for ever what arrives at the others.
      const mayHideOthers = isTurnDue() && epoll.readiness('read').isReady;
      return mayHideOthers ? turnEventLoop().then(answer) : answer();
    },
  ),
};

async function wait(
  thread: CallingThread,
  epoll: EpollSet,
  timeout: bigint,
  collect: () => EpollOccurrence[],
): Promise<EpollOccurrence[]> {
  if (timeout === 0n) {
    await turnEventLoop();
    return collect();
  }
  const duration =
    timeout === FOREVER
      ? Number.POSITIVE_INFINITY
      : Math.ceil(Number(timeout) / NANOSECONDS_PER_MILLISECOND);
  const deadline = performance.now() + duration;
  for (;;) {
    const outcome = await thread.sleep([epoll.changes], deadline - performance.now());
    if (outcome === 'interrupted') throw systemError('EINTR');
    const ready = collect();
    if (ready.length > 0 || outcome === 'timeout') return ready;
  }
}

function find(thread: CallingThread, fd: number): Descriptor | undefined {
  return thread.process.descriptors.find(fd);
}

function readInterest(memory: GuestMemory, address: number): EpollInterest {
  return {
    events: memory.getUint32(address),
    data: Uint8Array.from(memory.slice(address + DATA_OFFSET, EVENT_SIZE - DATA_OFFSET)),
  };
}

function writeEvents(
  memory: GuestMemory,
  address: number,
  count: number,
  occurrences: readonly EpollOccurrence[],
): void {
  for (const [index, { events, data }] of occurrences.entries()) {
    const entry = address + EVENT_SIZE * index;
    memory.setUint32(entry, events);
    memory.setUint32(entry + 4, 0);
    memory.write(entry + DATA_OFFSET, data);
  }
  memory.setUint32(count, occurrences.length);
}
