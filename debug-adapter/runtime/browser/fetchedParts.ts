import { FetchedFiles, type FetchedProgram } from './fetchedFiles.ts';
import type { FetchedParts } from './guestMessages.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';

/** Those of this page, or of this worker. */
const files = new FetchedFiles();

/**
 * A program, for a worker that asks this page for it: it is compiled once for all of them.
 *
 * @throws Error as `FetchedFiles.program` does.
 */
export function fetchProgram(url: string): Promise<FetchedProgram> {
  return files.program(url);
}

/** Has this worker's programs come from elsewhere than a server. */
export function useProgramsFrom(source: (url: string) => Promise<FetchedProgram>): void {
  files.programSource = source;
}

/** What a guest needs of a server. @throws Error when something cannot be fetched, or is not what it should be. */
export async function fetchParts({
  program,
  mounts,
}: Pick<GuestWorkerOptions, 'program' | 'mounts'>): Promise<FetchedParts> {
  const urls = mounts.flatMap(each => (each.kind === 'zip' ? [each.source] : []));
  const [module, ...archives] = await Promise.all([
    files.program(program),
    ...urls.map(url => files.file(url)),
  ]);
  return {
    program: module,
    archives: new Map(archives.map((archive, index) => [urls[index] as string, archive])),
  };
}
