import { ENTRY_PARTS, Entry, type EntryKind } from './format.ts';
import type { LogReader } from './logReader.ts';

/** An entry of a recording: what it consists of, in order. Its bytes are good until the next one is read. */
export interface WholeEntry {
  readonly kind: EntryKind;
  readonly values: (number | Uint8Array)[];
}

/** All entries of a recording, whatever they mean. */
export function* wholeEntries(log: LogReader): Generator<WholeEntry> {
  for (let kind = log.next; kind !== Entry.none; kind = log.next) {
    log.begin();
    yield { kind, values: [...ENTRY_PARTS[kind]].map(part => readPart(log, part)) };
  }
}

function readPart(log: LogReader, part: string): number | Uint8Array {
  if (part === 'b') return log.bytes();
  if (part === 's') return log.signed();
  return part === 'w' ? log.word() : log.number();
}
