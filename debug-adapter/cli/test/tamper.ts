import { RecordingSink, RecordingSource } from '../../runtime/node/recordingFile.ts';
import { Entry, type EntryKind } from '../../runtime/recording/format.ts';
import { LogReader } from '../../runtime/recording/logReader.ts';
import { LogWriter } from '../../runtime/recording/logWriter.ts';

/** An entry of a recording: what it consists of, in order. */
interface ReadEntry {
  readonly kind: EntryKind;
  readonly values: (number | Uint8Array)[];
}

/** What entries consist of: numbers, signed ones, words, and bytes after their number. */
const PARTS: Readonly<Record<EntryKind, string>> = {
  [Entry.none]: '',
  [Entry.name]: 'b',
  [Entry.call]: 'nnw',
  [Entry.answer]: 's',
  [Entry.sleep]: '',
  [Entry.write]: 'nb',
  [Entry.content]: 'b',
  [Entry.writeContent]: 'nn',
  [Entry.output]: 'nnn',
  [Entry.check]: 'w',
  [Entry.start]: 'n',
  [Entry.enter]: 'nn',
  [Entry.leave]: 'n',
  [Entry.resume]: 'ns',
  [Entry.fail]: 'n',
  [Entry.ended]: 'n',
  [Entry.found]: 'nb',
  [Entry.read]: 'nn',
  [Entry.end]: 'nsw',
  [Entry.file]: 'b',
  [Entry.writeFile]: 'nnnnnw',
  [Entry.writeHidden]: 'nbw',
};

/** What may be changed in a recording. */
export interface Tampering {
  /** The call, by its name. */
  readonly call: string;
  /** Which part of it: of its arguments, its result, or the first bytes that it wrote. */
  readonly part: 'arguments' | 'result' | 'bytes';
}

/**
 * Writes a recording again with one thing changed, at the last call of a name.
 * @returns the number of that call.
 */
export function tamper(from: string, to: string, { call, part }: Tampering): number {
  const source = new RecordingSource(from);
  const entries = readEntries(new LogReader(source));
  source.close();
  const name = `wasi_snapshot_preview1.${call}`;
  const names = entries.filter(({ kind }) => kind === Entry.name).map(({ values }) => text(values));
  const place = entries.findLastIndex(
    ({ kind, values }) => kind === Entry.call && names[values[0] as number] === name,
  );
  const kind = { arguments: Entry.call, result: Entry.answer, bytes: Entry.write }[part];
  const changed = entries.slice(place).find(entry => entry.kind === kind) as ReadEntry;
  const last = changed.values.at(-1) as number | Uint8Array;
  changed.values[changed.values.length - 1] =
    typeof last === 'number' ? last ^ 1 : Uint8Array.from(last, byte => byte ^ 1);
  const writer = new LogWriter(new RecordingSink(to, source.header, () => {}));
  for (const entry of entries) writeEntry(writer, entry);
  writer.close();
  return entries.slice(0, place + 1).filter(entry => entry.kind === Entry.call).length;
}

function text([bytes]: ReadEntry['values']): string {
  return Buffer.from(bytes as Uint8Array).toString();
}

function readEntries(log: LogReader): ReadEntry[] {
  const entries: ReadEntry[] = [];
  for (let kind = log.next; kind !== Entry.none; kind = log.next) {
    log.begin();
    const values = [...PARTS[kind]].map(part => {
      if (part === 'b') return log.bytes().slice();
      if (part === 's') return log.signed();
      return part === 'w' ? log.word() : log.number();
    });
    entries.push({ kind, values });
  }
  return entries;
}

function writeEntry(log: LogWriter, { kind, values }: ReadEntry): void {
  log.begin(kind);
  for (const [index, part] of [...PARTS[kind]].entries()) {
    const value = values[index] as never;
    if (part === 'b') log.bytes(value);
    else if (part === 's') log.signed(value);
    else if (part === 'w') log.word(value);
    else log.number(value);
  }
}
