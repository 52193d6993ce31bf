import type { CallingThread } from '../callingThread.ts';
import type { Descriptor } from '../descriptors/descriptor.ts';
import type { Direction, ReadinessSignal } from '../descriptors/readiness.ts';
import { Errno, systemError } from '../errno.ts';
import { isTurnDue, turnEventLoop } from '../eventLoop.ts';
import { NANOSECONDS_PER_MILLISECOND, readClock } from './clocks.ts';
import { type Syscall, type SyscallFamily, suspendingSyscall } from './syscall.ts';

/** `__wasi_eventtype_t`. */
const EventType = { clock: 0, read: 1, write: 2 } as const;

/** Where a `__wasi_subscription_t` has what it says of a clock, and its size; in bytes. */
export interface SubscriptionLayout {
  readonly clock: number;
  readonly timeout: number;
  readonly flags: number;
  readonly size: number;
}

const PREVIEW_1: SubscriptionLayout = { clock: 16, timeout: 24, flags: 40, size: 48 };

const EVENT_SIZE = 32;
/** `__wasi_subclockflags_t`: the timeout is a time of the clock, not a duration. */
const ABSOLUTE_TIME = 1;
/** `__wasi_eventrwflags_t`. */
const HANG_UP = 1;

interface ClockSubscription {
  readonly userdata: bigint;
  /** In nanoseconds from now; not above 0 when the time is over. */
  remaining(): bigint;
}

interface DescriptorSubscription {
  readonly userdata: bigint;
  readonly direction: Direction;
  /** Undefined when it is not open. */
  readonly descriptor: Descriptor | undefined;
}

interface PollEvent {
  readonly userdata: bigint;
  readonly type: number;
  readonly errno: number;
  readonly bytes: number;
  readonly hasHungUp: boolean;
}

export const pollCalls: SyscallFamily = { poll_oneoff: pollOneoff(PREVIEW_1) };

/** `poll_oneoff` for the subscriptions of a version of WASI. */
export function pollOneoff(layout: SubscriptionLayout): Syscall {
  return suspendingSyscall(
    ['subscriptions: pointer', 'events: pointer', 'count: size', 'occurred: pointer'],
    (thread, address, events, count, occurred) => {
      if (count === 0) throw systemError('EINVAL');
      const { clocks, descriptors } = readSubscriptions(thread, layout, address, count);
      const ready = collectEvents(clocks, descriptors);
      if (ready.length > 0 && mayBeAll(ready, descriptors)) {
        return writeEvents(thread, events, occurred, ready);
      }
      if (ready.length > 0) {
        return turnEventLoop().then(() =>
          writeEvents(thread, events, occurred, collectEvents(clocks, descriptors)),
        );
      }
      return waitForEvents(thread, clocks, descriptors).then(late =>
        writeEvents(thread, events, occurred, late),
      );
    },
  );
}

/** Whether what is ready is worth telling, before the event loop has turned. */
function mayBeAll(ready: PollEvent[], descriptors: DescriptorSubscription[]): boolean {
  if (!descriptors.some(({ descriptor }) => descriptor?.isFedByEventLoop)) return true;
  // One that is always ready must not hide for ever what arrives at the others.
  return ready.some(({ type }) => type !== EventType.clock) && !isTurnDue();
}

async function waitForEvents(
  thread: CallingThread,
  clocks: ClockSubscription[],
  descriptors: DescriptorSubscription[],
): Promise<PollEvent[]> {
  const signals = descriptors
    .map(({ descriptor }) => descriptor?.changes)
    .filter((signal): signal is ReadinessSignal => signal !== undefined);
  for (;;) {
    const timeout = Math.min(...clocks.map(clock => toMilliseconds(clock.remaining())));
    if ((await thread.sleep(signals, timeout)) === 'interrupted') throw systemError('EINTR');
    const events = collectEvents(clocks, descriptors);
    if (events.length > 0) return events;
  }
}

/** Rounded up, since a timer that fires early would only be set again. */
function toMilliseconds(nanoseconds: bigint): number {
  return Math.ceil(Number(nanoseconds) / NANOSECONDS_PER_MILLISECOND);
}

function readSubscriptions(
  thread: CallingThread,
  layout: SubscriptionLayout,
  address: number,
  count: number,
): { clocks: ClockSubscription[]; descriptors: DescriptorSubscription[] } {
  const { memory } = thread;
  const clocks: ClockSubscription[] = [];
  const descriptors: DescriptorSubscription[] = [];
  for (let index = 0; index < count; index++) {
    const entry = address + layout.size * index;
    const userdata = memory.getBigUint64(entry);
    const type = memory.getUint8(entry + 8);
    if (type === EventType.clock) {
      const id = memory.getUint32(entry + layout.clock);
      const timeout = memory.getBigUint64(entry + layout.timeout);
      const isAbsolute = (memory.getUint16(entry + layout.flags) & ABSOLUTE_TIME) !== 0;
      const deadline = isAbsolute ? timeout : readClock(id) + timeout;
      clocks.push({ userdata, remaining: () => deadline - readClock(id) });
    } else if (type === EventType.read || type === EventType.write) {
      const direction = type === EventType.read ? 'read' : 'write';
      const fd = memory.getUint32(entry + 16);
      const descriptor = thread.process.descriptors.find(fd);
      descriptors.push({ userdata, direction, descriptor });
    } else {
      throw systemError('EINVAL');
    }
  }
  return { clocks, descriptors };
}

function collectEvents(
  clocks: ClockSubscription[],
  descriptors: DescriptorSubscription[],
): PollEvent[] {
  const events: PollEvent[] = [];
  for (const { userdata, remaining } of clocks) {
    // A duration of 1 ns is how a libc asks not to wait at all.
    if (remaining() > 1n) continue;
    events.push({ userdata, type: EventType.clock, errno: 0, bytes: 0, hasHungUp: false });
  }
  for (const { userdata, direction, descriptor } of descriptors) {
    const type = EventType[direction];
    if (descriptor === undefined) {
      events.push({ userdata, type, errno: Errno.EBADF, bytes: 0, hasHungUp: false });
      continue;
    }
    const { isReady, bytes, hasHungUp } = descriptor.readiness(direction);
    const errno = hasHungUp && direction === 'write' ? Errno.EPIPE : 0;
    if (isReady) events.push({ userdata, type, errno, bytes, hasHungUp });
  }
  return events;
}

/** Writes `__wasi_event_t` (32 bytes each). */
function writeEvents(
  { memory }: CallingThread,
  address: number,
  occurred: number,
  events: PollEvent[],
): void {
  events.forEach((event, index) => {
    const entry = address + EVENT_SIZE * index;
    memory.clear(entry, EVENT_SIZE);
    memory.setBigUint64(entry, event.userdata);
    memory.setUint16(entry + 8, event.errno);
    memory.setUint8(entry + 10, event.type);
    memory.setBigUint64(entry + 16, BigInt(event.bytes));
    memory.setUint16(entry + 24, event.hasHungUp ? HANG_UP : 0);
  });
  memory.setUint32(occurred, events.length);
}
