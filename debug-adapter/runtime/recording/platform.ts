import type { ReplayError } from './replayErrors.ts';

/** Where a recording goes. */
export interface LogSink {
  /** Takes a chunk, whose bytes the caller uses again afterwards. */
  write(chunk: Uint8Array): void;
  close(): void;
}

/** Where a recording comes from. */
export interface LogSource {
  /** The next chunk; undefined when there is no whole one any more, or what is wrong with it. */
  next(): Uint8Array | ReplayError | undefined;
}

/** What a recorder and a replayer need of their platform. */
export interface Digests {
  /** CRC-32 of bytes, which may be shared. */
  checksum(bytes: Uint8Array): number;
  /** A name for bytes, which may be shared, that no others have. */
  contentName(bytes: Uint8Array): string;
}
