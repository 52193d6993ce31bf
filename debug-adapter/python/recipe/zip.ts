import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a ZIP archive, or a folder when its name ends in a slash. */
export interface ZipEntry {
  /** Path in the archive, with slashes. */
  readonly name: string;
  readonly content: Uint8Array;
  /** Whether to deflate it; stored content can be mapped as it is. */
  readonly compress: boolean;
}

/* The numbers are those of PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16. */
const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980, the first day that the format knows: archives do not depend on the clock. */
const DATE = (1 << 5) | 1;
const MADE_ON_UNIX = 3 << 8;
const FILE_MODE = 0o100644;
const FOLDER_MODE = 0o040755;

interface Packed {
  readonly name: Buffer;
  readonly data: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly mode: number;
}

function pack(entry: ZipEntry): Packed {
  const deflated = entry.compress ? deflateRawSync(entry.content, { level: 9 }) : undefined;
  const isSmaller = deflated !== undefined && deflated.length < entry.content.length;
  return {
    name: Buffer.from(entry.name),
    data: isSmaller ? deflated : entry.content,
    method: isSmaller ? DEFLATED : STORED,
    crc: crc32(entry.content),
    size: entry.content.length,
    mode: entry.name.endsWith('/') ? FOLDER_MODE : FILE_MODE,
  };
}

/** The 26 bytes that the header of an entry and its place in the directory have in common. */
function commonFields(packed: Packed): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(packed.method, 4);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(packed.crc, 10);
  fields.writeUInt32LE(packed.data.length, 14);
  fields.writeUInt32LE(packed.size, 18);
  fields.writeUInt16LE(packed.name.length, 22);
  return fields;
}

function localHeader(packed: Packed): Buffer {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(LOCAL_HEADER);
  return Buffer.concat([signature, commonFields(packed), packed.name]);
}

function centralHeader(packed: Packed, offset: number): Buffer {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(CENTRAL_HEADER, 0);
  start.writeUInt16LE(MADE_ON_UNIX | VERSION, 4);
  const end = Buffer.alloc(14);
  end.writeUInt32LE((packed.mode << 16) >>> 0, 6);
  end.writeUInt32LE(offset, 10);
  return Buffer.concat([start, commonFields(packed), end, packed.name]);
}

/**
 * Makes a ZIP archive whose bytes depend on nothing but the entries: they are
 * sorted by name and have one fixed date.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const files: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const packed of sorted.map(pack)) {
    const header = localHeader(packed);
    directory.push(centralHeader(packed, offset));
    files.push(header, packed.data);
    offset += header.length + packed.data.length;
  }
  const directorySize = directory.reduce((size, entry) => size + entry.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(sorted.length, 8);
  end.writeUInt16LE(sorted.length, 10);
  end.writeUInt32LE(directorySize, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}
