import type { Turn } from '../scheduling/scheduler.ts';
import { Entry, type EntryKind } from './format.ts';
import type { LogReader } from './logReader.ts';

/** What happens next while no thread runs. */
export type RecordedEvent =
  | { readonly kind: typeof Entry.start; readonly thread: number }
  | { readonly kind: typeof Entry.enter; readonly thread: number; readonly signal: number }
  | {
      readonly kind: typeof Entry.resume;
      readonly sleep: number;
      /** Undefined where an error ended the sleep. */
      readonly result: number | undefined;
    };

/** How an entry is told of where it was not expected. */
const SENTENCES: Readonly<Partial<Record<EntryKind, string>>> = {
  [Entry.start]: 'a thread began',
  [Entry.enter]: 'it took a signal',
  [Entry.leave]: 'it was done with a signal',
  [Entry.resume]: 'a thread went on',
  [Entry.fail]: 'a thread went on',
  [Entry.ended]: 'a thread ended',
  [Entry.end]: 'it ended',
};

/** @returns a few words on what an entry says that happened. */
export function tellOfEntry(kind: EntryKind): string {
  return SENTENCES[kind] ?? 'something else happened';
}

/** Reads the next entry where it is such an event. */
export function readEvent(log: LogReader): RecordedEvent | undefined {
  const kind = log.next;
  switch (kind) {
    case Entry.start:
      log.begin();
      return { kind, thread: log.number() };
    case Entry.enter:
      log.begin();
      return { kind, thread: log.number(), signal: log.number() };
    case Entry.resume:
      log.begin();
      return { kind, sleep: log.number(), result: log.signed() };
    case Entry.fail:
      log.begin();
      return { kind: Entry.resume, sleep: log.number(), result: undefined };
    default:
      return undefined;
  }
}

/** @returns whether an event is that this turn is taken. */
export function isTurnOf({ thread, sleep, signal }: Turn, event: RecordedEvent): boolean {
  switch (event.kind) {
    case Entry.resume:
      return sleep === event.sleep;
    case Entry.enter:
      return thread.id === event.thread && signal === event.signal;
    case Entry.start:
      return thread.id === event.thread && sleep === undefined && signal === undefined;
  }
}
