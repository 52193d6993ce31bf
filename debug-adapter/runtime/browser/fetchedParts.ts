import { FetchedFiles, type FileSource } from './fetchedFiles.ts';
import type { FetchedParts } from './guestMessages.ts';
import type { GuestWorkerOptions } from './guestOptions.ts';

/** Those of this page, or of this worker. */
const files = new FetchedFiles();

/** For workers that ask this page for them: what is here already is fetched, and compiled, once for all of them. */
export const filesOfPage: FileSource = files;

/** Has this worker's files come from elsewhere than a server. */
export function useFilesFrom(source: FileSource): void {
  files.source = source;
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
