import { withUrls } from '../../../debug-adapter/session/browser/machine.ts';
import type { PlaygroundContents } from '../contents.ts';

/**
 * What this playground has to offer, by absolute URLs.
 *
 * @param folder with the files of the page.
 * @throws Error when it cannot be fetched.
 */
export async function fetchContents(folder: URL): Promise<PlaygroundContents> {
  const response = await fetch(new URL('contents.json', folder));
  if (!response.ok) throw new Error('This page is incomplete: it lacks its file contents.json.');
  const { pythons, samples }: PlaygroundContents = await response.json();
  return {
    pythons: pythons.map(python => withUrls(python, url => new URL(url, folder).href)),
    samples,
  };
}
