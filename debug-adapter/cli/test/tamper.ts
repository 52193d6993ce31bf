import { RecordingSink, RecordingSource } from '../../runtime/node/recordingFile.ts';
import { ENTRY_PARTS, Entry } from '../../runtime/recording/format.ts';
import { LogReader } from '../../runtime/recording/logReader.ts';
import { LogWriter } from '../../runtime/recording/logWriter.ts';
import { type WholeEntry, wholeEntries } from '../../runtime/recording/wholeEntries.ts';

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
  const changed = entries.slice(place).find(entry => entry.kind === kind) as WholeEntry;
  const last = changed.values.at(-1) as number | Uint8Array;
  changed.values[changed.values.length - 1] =
    typeof last === 'number' ? last ^ 1 : Uint8Array.from(last, byte => byte ^ 1);
  const writer = new LogWriter(new RecordingSink(to, source.header, () => {}));
  for (const entry of entries) writeEntry(writer, entry);
  writer.close();
  return entries.slice(0, place + 1).filter(entry => entry.kind === Entry.call).length;
}

function text([bytes]: WholeEntry['values']): string {
  return Buffer.from(bytes as Uint8Array).toString();
}

function readEntries(log: LogReader): WholeEntry[] {
  const entries: WholeEntry[] = [];
  for (const { kind, values } of wholeEntries(log)) {
    entries.push({ kind, values: values.map(each => structuredClone(each)) });
  }
  return entries;
}

function writeEntry(log: LogWriter, { kind, values }: WholeEntry): void {
  log.begin(kind);
  for (const [index, part] of [...ENTRY_PARTS[kind]].entries()) {
    const value = values[index] as never;
    if (part === 'b') log.bytes(value);
    else if (part === 's') log.signed(value);
    else if (part === 'w') log.word(value);
    else log.number(value);
  }
}
