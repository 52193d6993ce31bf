/** The format of recordings: `FORMAT.md` beside this file. */

/** What a recording begins with. */
export const MAGIC = new TextEncoder().encode('WASIXREC');

export const VERSION = 1;

/** The magic, the version (16 bits) and the length of the header (32 bits). */
export const PREFIX_SIZE = MAGIC.length + 2 + 4;

/** Before each chunk: its length in the file, its length, and its CRC-32 (32 bits each). */
export const CHUNK_PREFIX_SIZE = 12;

/** What is recorded; each entry begins with a byte of these. */
export const Entry = {
  /** There is no further one. */
  none: 0,
  name: 1,
  call: 2,
  answer: 3,
  sleep: 4,
  write: 5,
  content: 6,
  writeContent: 7,
  output: 8,
  check: 9,
  start: 10,
  enter: 11,
  leave: 12,
  resume: 13,
  fail: 14,
  ended: 15,
  found: 16,
  read: 17,
  end: 18,
  file: 19,
  writeFile: 20,
  writeHidden: 21,
  unreadable: 22,
  readFile: 23,
  kept: 24,
} as const;

export type EntryKind = (typeof Entry)[keyof typeof Entry];

/** How a recorded run ended. */
export const End = { exited: 0, crashed: 1 } as const;

/** Bytes from this length on are stored once, and named afterwards. */
export const CONTENT_SIZE = 1024;

/** What entries consist of: numbers, signed ones, words, and bytes after their number. */
export const ENTRY_PARTS: Readonly<Record<EntryKind, string>> = {
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
  [Entry.read]: 'n',
  [Entry.end]: 'nsw',
  [Entry.file]: 'b',
  [Entry.writeFile]: 'nnnnnw',
  [Entry.writeHidden]: 'nbw',
  [Entry.unreadable]: 'b',
  [Entry.readFile]: 'nnw',
  [Entry.kept]: 'nn',
};

/** What a recorded program reached of its host's files. */
export interface RecordedMount {
  /** Where, in the guest. */
  readonly point: string;
  readonly isReadOnly: boolean;
  /** Where its files are left that were only read, if they are: the path of a folder, or a ZIP archive. */
  readonly left?: { readonly kind: 'directory' | 'zip'; readonly source: string };
}

/** What the upper half of a number of 64 bits counts. */
export const HIGH = 2 ** 32;

/** What a recording says of itself before anything has run. */
export interface RecordingHeader {
  /** SHA-256 of the program's WebAssembly file, in hexadecimal digits. */
  readonly program: string;
  readonly args: readonly string[];
  /** Parts of the program in files of their own, as its linker knows them: their paths in the guest. */
  readonly libraries: readonly string[];
  /** The current directory, in the guest. */
  readonly cwd: string;
  /** The names of the environment variables; what they are is among the answers. */
  readonly variables: readonly string[];
  /** The names of those whose values are not in the recording. */
  readonly hidden: readonly string[];
  /** What the program reached: points in the guest. */
  readonly mounts: readonly RecordedMount[];
  readonly network: string;
  /** Whether each of standard input, output and error was a terminal. */
  readonly terminals: readonly boolean[];
  /** In milliseconds since 1970. */
  readonly begun: number;
  /** What else whoever recorded it wants to find again. */
  readonly about: Readonly<Record<string, string>>;
}

/** A number for a call's arguments, by which it is known again: FNV-1a over 32-bit parts. */
export function hashArguments(raw: readonly (number | bigint)[]): number {
  let hash = 0x811c9dc5;
  for (const value of raw) {
    if (typeof value === 'number') {
      hash = Math.imul(hash ^ value, 0x01000193);
    } else {
      hash = Math.imul(hash ^ Number(BigInt.asIntN(32, value)), 0x01000193);
      hash = Math.imul(hash ^ Number(BigInt.asIntN(32, value >> 32n)), 0x01000193);
    }
  }
  return hash >>> 0;
}

/** The name of a call without its module. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
