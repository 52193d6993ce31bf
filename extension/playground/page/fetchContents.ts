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
  const absolute = (url: string): string => new URL(url, folder).href;
  return {
    pythons: pythons.map(python => withUrls(python, absolute)),
    samples: samples.map(({ packages, ...sample }) => ({
      ...sample,
      ...(packages === undefined ? {} : { packages: absolute(packages) }),
    })),
  };
}
