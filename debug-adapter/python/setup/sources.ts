import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { capture } from './command.ts';
import { DownloadError, type DownloadProgress, download, request } from './download.ts';
import type { LockedFile } from './lock.ts';
import { findInIndex, indexPath } from './packageIndex.ts';

/** A file of the archive on this machine, its checksum verified. */
export interface SourceFile {
  readonly locked: LockedFile;
  /** The version that was taken: the locked one, or what the archive has instead. */
  readonly version: string;
  readonly sha256: string;
  /** Where it is on this machine. */
  readonly file: string;
}

export interface SourceOptions {
  /** Base address of the archive, with a slash at the end. */
  readonly archive: string;
  /** Where downloads are kept. */
  readonly folder: string;
  readonly logFile: string;
  readonly report: DownloadProgress;
  readonly warn: (warning: string) => void;
}

async function fetchIndex(locked: LockedFile, options: SourceOptions): Promise<string> {
  const location = indexPath(locked);
  const compressed = path.join(options.folder, location.replaceAll('/', '_'));
  const response = await request(options.archive + location);
  await mkdir(options.folder, { recursive: true });
  await writeFile(compressed, new Uint8Array(await response.arrayBuffer()));
  return capture('xz', ['--decompress', '--stdout', compressed], options);
}

function isGone(error: unknown): boolean {
  return error instanceof DownloadError && (error.status === 404 || error.status === 410);
}

/**
 * Gets a locked file. When the archive no longer has that version, takes the
 * one its index lists, with a warning that names both.
 * @throws {DownloadError} when the archive has neither.
 * @throws {ChecksumError} when what it sends is not what the lock or the index says.
 */
export async function obtain(locked: LockedFile, options: SourceOptions): Promise<SourceFile> {
  const get = async (version: string, location: string, sha256: string): Promise<SourceFile> => {
    const file = path.join(options.folder, path.basename(location));
    await download(options.archive + location, file, sha256, options.report);
    return { locked, version, sha256, file };
  };
  try {
    return await get(locked.version, locked.path, locked.sha256);
  } catch (error) {
    if (!isGone(error)) throw error;
    const current = findInIndex(await fetchIndex(locked, options), locked);
    if (current === undefined) throw error;
    options.warn(
      `The archive no longer has ${locked.package} ${locked.version}; going on with ` +
        `${current.version}, which was never tried here.`,
    );
    return get(current.version, current.path, current.sha256);
  }
}
