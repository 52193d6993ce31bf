import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;

/** What the archive sent is not what the lock file or the index pins. */
export class ChecksumError extends Error {
  constructor(url: string, expected: string, actual: string) {
    super(
      `${url} has the SHA-256 ${actual} instead of ${expected}; what was downloaded is deleted. ` +
        'Run the command again; if it stays so, the archive or the way to it is not to be trusted.',
    );
    this.name = 'ChecksumError';
  }
}

/** The server could not be reached, or answered with something other than the file. */
export class DownloadError extends Error {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;

  constructor(url: string, problem: string, status?: number) {
    super(`${url} could not be downloaded: ${problem}. Run the command again to go on from here.`);
    this.name = 'DownloadError';
    this.status = status;
  }
}

/**
 * Asks for a URL.
 * @throws {DownloadError} when there is no answer, or one that is no success.
 */
export async function request(
  url: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers });
  } catch (error) {
    const cause = (error as Error).cause ?? error;
    throw new DownloadError(url, (cause as Error).message);
  }
  if (!response.ok && response.status !== RANGE_NOT_SATISFIABLE) {
    throw new DownloadError(url, `the server answered ${response.status}`, response.status);
  }
  return response;
}

/** SHA-256 of a file in hex. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    found => found.size,
    () => 0,
  );
}

/** Called with the bytes that are there and, when the server says it, those there will be. */
export type DownloadProgress = (received: number, total: number | undefined) => void;

/** Fetches `url` into `partial`, going on where an interrupted download stopped. */
async function fetchInto(url: string, partial: string, report: DownloadProgress): Promise<void> {
  let received = await sizeOf(partial);
  const response = await request(url, received > 0 ? { range: `bytes=${received}-` } : {});
  // Nothing is left to send, so the checksum decides.
  if (response.status === RANGE_NOT_SATISFIABLE || response.body === null) return;
  const resumes = response.status === PARTIAL_CONTENT;
  if (!resumes) received = 0;
  const length = Number(response.headers.get('content-length'));
  const total = length > 0 ? received + length : undefined;
  const body = Readable.fromWeb(response.body);
  body.on('data', (chunk: Buffer) => {
    received += chunk.length;
    report(received, total);
  });
  try {
    await pipeline(body, createWriteStream(partial, { flags: resumes ? 'a' : 'w' }));
  } catch (error) {
    throw new DownloadError(url, (error as Error).message);
  }
}

/**
 * Makes sure that `target` holds the file at `url` with the given SHA-256. A
 * file that is there and right is left alone; an interrupted download goes on
 * where it stopped; `target` only ever appears complete.
 * @throws {DownloadError} when the server does not send the file.
 * @throws {ChecksumError} when it sends another one.
 */
export async function download(
  url: string,
  target: string,
  sha256: string,
  report: DownloadProgress = () => {},
): Promise<void> {
  if ((await sizeOf(target)) > 0 && (await sha256OfFile(target)) === sha256) return;
  await mkdir(path.dirname(target), { recursive: true });
  const partial = `${target}.part`;
  const wasInterrupted = (await sizeOf(partial)) > 0;
  await fetchInto(url, partial, report);
  let actual = await sha256OfFile(partial);
  if (actual !== sha256 && wasInterrupted) {
    // What an earlier run left may be of another version: once more from the start.
    await rm(partial);
    await fetchInto(url, partial, report);
    actual = await sha256OfFile(partial);
  }
  if (actual !== sha256) {
    await rm(partial);
    throw new ChecksumError(url, sha256, actual);
  }
  await rename(partial, target);
}
