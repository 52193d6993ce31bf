/** Recordings in files of this machine, compressed by Zstandard. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import {
  CHUNK_PREFIX_SIZE,
  MAGIC,
  PREFIX_SIZE,
  type RecordingHeader,
  VERSION,
} from '../recording/format.ts';
import type { Digests, LogSink, LogSource } from '../recording/platform.ts';
import { ReplayError } from '../recording/replayErrors.ts';

/** It is read while a program runs, and tells what that was given. */
const PRIVATE_MODE = 0o600;

/** Recording must not take the program's time. Every Node that runs a guest has Zstandard. */
const COMPRESSION = { params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } };

export const digests: Digests = {
  checksum: bytes => zlib.crc32(bytes),
  // A hash refuses shared memory.
  contentName: bytes => createHash('sha256').update(Buffer.from(bytes)).digest('base64'),
};

/** SHA-256 of a file's content, in hexadecimal digits. */
export function fileDigest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A recording that is written. */
export class RecordingSink implements LogSink {
  #fd: number | undefined;
  readonly #onFailure: (reason: string) => void;

  /**
   * @param onFailure told once why the recording cannot go on, which the program does.
   * @throws Error when the file cannot be made.
   */
  constructor(file: string, header: RecordingHeader, onFailure: (reason: string) => void) {
    this.#onFailure = onFailure;
    this.#fd = fs.openSync(file, 'w', PRIVATE_MODE);
    const text = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(PREFIX_SIZE);
    prefix.set(MAGIC);
    prefix.writeUInt16LE(VERSION, MAGIC.length);
    prefix.writeUInt32LE(text.length, MAGIC.length + 2);
    fs.writeSync(this.#fd, Buffer.concat([prefix, text]));
  }

  write(chunk: Uint8Array): void {
    if (this.#fd === undefined) return;
    const compressed = zlib.zstdCompressSync(chunk, COMPRESSION);
    const prefix = Buffer.alloc(CHUNK_PREFIX_SIZE);
    prefix.writeUInt32LE(compressed.length, 0);
    prefix.writeUInt32LE(chunk.length, 4);
    prefix.writeUInt32LE(zlib.crc32(chunk), 8);
    try {
      writeAll(this.#fd, Buffer.concat([prefix, compressed]));
    } catch (error) {
      this.close();
      this.#onFailure((error as Error).message);
    }
  }

  close(): void {
    if (this.#fd !== undefined) fs.closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
}

/** A recording that is read. */
export class RecordingSource implements LogSource {
  readonly header: RecordingHeader;
  readonly #file: string;
  readonly #fd: number;
  #at = 0;

  /** @throws ReplayError when it is none, or one of another version. */
  constructor(file: string) {
    this.#file = file;
    this.#fd = openForReading(file);
    const prefix = this.#read(PREFIX_SIZE);
    if (prefix === undefined || !prefix.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new ReplayError(`${file} is not a recording: it is made by wasix-python run --record.`);
    }
    const version = prefix.readUInt16LE(MAGIC.length);
    if (version !== VERSION) {
      throw new ReplayError(
        `${file} is a recording of format ${version}, and format ${VERSION} is replayed here: use the version of wasix-python that recorded it.`,
      );
    }
    const text = this.#read(prefix.readUInt32LE(MAGIC.length + 2));
    if (text === undefined) throw new ReplayError(`${file} is cut off within its first lines.`);
    this.header = JSON.parse(text.toString());
  }

  next(): Uint8Array | ReplayError | undefined {
    const begin = this.#at;
    const prefix = this.#read(CHUNK_PREFIX_SIZE);
    const compressed = prefix && this.#read(prefix.readUInt32LE(0));
    if (prefix === undefined || compressed === undefined) return undefined;
    try {
      const chunk = zlib.zstdDecompressSync(compressed, {
        maxOutputLength: Math.max(prefix.readUInt32LE(4), 1),
      });
      if (zlib.crc32(chunk) === prefix.readUInt32LE(8)) return chunk;
    } catch {
      // As if it were other bytes.
    }
    return new ReplayError(
      `${this.#file} is damaged from byte ${begin} on: take another copy of it.`,
    );
  }

  close(): void {
    fs.closeSync(this.#fd);
  }

  /** @returns undefined when there are not so many bytes any more. */
  #read(length: number): Buffer | undefined {
    if (length > fs.fstatSync(this.#fd).size - this.#at) return undefined;
    const bytes = Buffer.alloc(length);
    for (let read = 0; read < length; ) {
      read += fs.readSync(this.#fd, bytes, read, length - read, this.#at + read);
    }
    this.#at += length;
    return bytes;
  }
}

function openForReading(file: string): number {
  try {
    const fd = fs.openSync(file, 'r');
    if (fs.fstatSync(fd).isFile()) return fd;
    fs.closeSync(fd);
    throw new Error('it is no file');
  } catch (error) {
    throw new ReplayError(`The recording ${file} cannot be read: ${(error as Error).message}.`);
  }
}
