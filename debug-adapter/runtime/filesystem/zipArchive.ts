/** Reads `length` bytes at `offset` of an archive. */
export type ReadAt = (offset: number, length: number) => Uint8Array;

/** One member of an archive; sizes in bytes. */
export interface ZipMember {
  readonly name: string;
  readonly isDirectory: boolean;
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
  readonly members: ReadonlyMap<string, ZipMember>;

  /**
   * @param size of the archive in bytes.
   * @param inflate decompresses raw deflate data.
   * @throws Error when the bytes are no ZIP archive.
   */
  constructor(readAt: ReadAt, size: number, inflate: (deflated: Uint8Array) => Uint8Array) {
    this.#readAt = readAt;
    this.#inflate = inflate;
    this.members = readDirectory(readAt, size);
  }

  /** The content of a member. */
  read(member: ZipMember): Uint8Array {
    const header = view(this.#readAt(member.headerOffset, LOCAL_HEADER_SIZE));
    const nameLength = header.getUint16(26, true);
    const extraLength = header.getUint16(28, true);
    const start = member.headerOffset + LOCAL_HEADER_SIZE + nameLength + extraLength;
    const content = this.#readAt(start, member.compressedSize);
    if (member.method === 0) return content;
    if (member.method === 8) return this.#inflate(content);
    throw new Error(`${member.name}: compression method ${member.method} is not supported`);
  }
}

function readDirectory(readAt: ReadAt, size: number): Map<string, ZipMember> {
  const tailLength = Math.min(size, END_OF_DIRECTORY_SIZE + MAXIMUM_COMMENT);
  const tail = view(readAt(size - tailLength, tailLength));
  let end = tailLength - END_OF_DIRECTORY_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('not a ZIP archive');

  const count = tail.getUint16(end + 10, true);
  const length = tail.getUint32(end + 12, true);
  const bytes = readAt(tail.getUint32(end + 16, true), length);
  const directory = view(bytes);
  const decoder = new TextDecoder();
  const members = new Map<string, ZipMember>();
  for (let index = 0, offset = 0; index < count; index++) {
    if (directory.getUint32(offset, true) !== DIRECTORY_ENTRY) {
      throw new Error('the directory of the ZIP archive is damaged');
    }
    const nameLength = directory.getUint16(offset + 28, true);
    const rawName = decoder.decode(bytes.subarray(offset + 46, offset + 46 + nameLength));
    const isDirectory = rawName.endsWith('/');
    const name = isDirectory ? rawName.slice(0, -1) : rawName;
    members.set(name, {
      name,
      isDirectory,
      method: directory.getUint16(offset + 10, true),
      modified: dosTime(
        directory.getUint16(offset + 14, true),
        directory.getUint16(offset + 12, true),
      ),
      compressedSize: directory.getUint32(offset + 20, true),
      size: directory.getUint32(offset + 24, true),
      headerOffset: directory.getUint32(offset + 42, true),
    });
    offset +=
      46 +
      nameLength +
      directory.getUint16(offset + 30, true) +
      directory.getUint16(offset + 32, true);
  }
  return members;
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
