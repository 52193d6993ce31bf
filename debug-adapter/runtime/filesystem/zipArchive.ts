/** Reads `length` bytes at `offset` of an archive. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

/** One member of an archive; sizes in bytes. */
export interface ZipMember {
  readonly size: number;
  readonly compressedSize: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** Milliseconds since 1970, UTC. */
  readonly modified: number;
  readonly headerOffset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_SIZE = 46;
const END_OF_DIRECTORY_SIZE = 22;
const LOCAL_HEADER_SIZE = 30;
const MAXIMUM_COMMENT = 0xffff;

/**
 * A ZIP archive read in place, synchronously, one member at a time. The
 * packages made for the job inflate whole archives or answer asynchronously,
 * and every import of the guest's standard library passes through here.
 *
 * Format: PKWARE APPNOTE 6.3, sections 4.3.6 to 4.3.16, without ZIP64,
 * encryption and multiple disks.
 */
export class ZipArchive {
  readonly #readAt: ReadAt;
  readonly #inflate: (deflated: Uint8Array) => Uint8Array;
  readonly #directory: DataView;
  /** Where each member stands in the directory. Programs ask for few of them. */
  readonly #places: ReadonlyMap<string, number>;

  /**
   * @param size of the archive in bytes.
   * @param inflate decompresses raw deflate data.
   * @throws Error when the bytes are no ZIP archive.
   */
  constructor(readAt: ReadAt, size: number, inflate: (deflated: Uint8Array) => Uint8Array) {
    this.#readAt = readAt;
    this.#inflate = inflate;
    const end = readEnd(readAt, size);
    const bytes = readAt(end.getUint32(16, true), end.getUint32(12, true));
    this.#directory = view(bytes);
    this.#places = placesOf(bytes, this.#directory, end.getUint16(10, true));
  }

  /** The names of all members; those of directories end in a slash. */
  get names(): Iterable<string> {
    return this.#places.keys();
  }

  find(name: string): ZipMember | undefined {
    const place = this.#places.get(name);
    if (place === undefined) return undefined;
    const field = (offset: number): number => this.#directory.getUint16(place + offset, true);
    const longField = (offset: number): number => this.#directory.getUint32(place + offset, true);
    return {
      method: field(10),
      modified: dosTime(field(14), field(12)),
      compressedSize: longField(20),
      size: longField(24),
      headerOffset: longField(42),
    };
  }

  /** The content of a member. @throws Error when there is no such member. */
  read(name: string): Uint8Array {
    const member = this.find(name);
    if (member === undefined) throw new Error(`${name} is not in the archive`);
    const header = view(this.#readAt(member.headerOffset, LOCAL_HEADER_SIZE));
    const nameLength = header.getUint16(26, true);
    const extraLength = header.getUint16(28, true);
    const start = member.headerOffset + LOCAL_HEADER_SIZE + nameLength + extraLength;
    const content = this.#readAt(start, member.compressedSize);
    if (member.method === 0) return content;
    if (member.method === 8) return this.#inflate(content);
    throw new Error(`${name}: compression method ${member.method} is not supported`);
  }
}

function placesOf(bytes: Uint8Array, directory: DataView, count: number): Map<string, number> {
  const nameAt = nameReader(bytes);
  const places = new Map<string, number>();
  for (let index = 0, offset = 0; index < count; index++) {
    if (directory.getUint32(offset, true) !== DIRECTORY_ENTRY) {
      throw new Error('the directory of the ZIP archive is damaged');
    }
    const nameLength = directory.getUint16(offset + 28, true);
    places.set(nameAt(offset + DIRECTORY_ENTRY_SIZE, nameLength), offset);
    offset +=
      DIRECTORY_ENTRY_SIZE +
      nameLength +
      directory.getUint16(offset + 30, true) +
      directory.getUint16(offset + 32, true);
  }
  return places;
}

/** The record at the end of the archive, which a comment may follow: most have none. */
function readEnd(readAt: ReadAt, size: number): DataView {
  for (const longestComment of [0, MAXIMUM_COMMENT]) {
    const length = Math.min(size, END_OF_DIRECTORY_SIZE + longestComment);
    const tail = view(readAt(size - length, length));
    for (let end = length - END_OF_DIRECTORY_SIZE; end >= 0; end--) {
      if (tail.getUint32(end, true) === END_OF_DIRECTORY) {
        return new DataView(tail.buffer, tail.byteOffset + end);
      }
    }
  }
  throw new Error('not a ZIP archive');
}

/** What is not ASCII. */
const OTHER_CHARACTERS = /[^\0-\x7f]/;

/** Reads names of a directory, most of which are in ASCII, and need no decoding. */
function nameReader(bytes: Uint8Array): (start: number, length: number) => string {
  const decoder = new TextDecoder();
  return (start, length) => {
    const encoded = bytes.subarray(start, start + length);
    const name = String.fromCharCode.apply(null, encoded as unknown as number[]);
    return OTHER_CHARACTERS.test(name) ? decoder.decode(encoded) : name;
  };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** APPNOTE 4.4.6: two-second resolution, years from 1980. */
function dosTime(date: number, time: number): number {
  return Date.UTC(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  );
}
