import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { PAGE_BUNDLES } from '../browser/bundling.ts';

/** What the page says for the folder of its files. */
const FILES = 'FILES';

const SERVICE_WORKER = 'extension/playground/offline/serviceWorker.ts';

/** For who reads a bundle: nobody fetches it who does not. */
const MAP = '.map';

/**
 * Makes a deployment of a page and its files: the files get a folder that is named after all that there is, so that
 * those of different deployments have different addresses, and a service worker keeps them.
 *
 * @param folder with the page's files in `files`; the page and the service worker are put beside.
 * @param page as HTML.
 * @param isWanted of a file's name in `files`, whether only some visitors ask for it: their browsers keep it when they
 *   have, and all others at once.
 * @returns the names of the files that each page fetches, relative to the folder.
 */
export async function deploy(
  folder: string,
  page: string,
  isWanted: (name: string) => boolean,
): Promise<string[]> {
  const unnamed = path.join(folder, 'files');
  const names = filesIn(unnamed).filter(name => !name.endsWith(MAP));
  const serviceWorker = await bundleServiceWorker();
  const hash = createHash('sha256').update(page).update(serviceWorker);
  for (const name of names) hash.update(name).update(fs.readFileSync(path.join(unnamed, name)));
  const named = `files-${hash.digest('hex').slice(0, 16)}`;
  fs.renameSync(unnamed, path.join(folder, named));
  const inNamed = (files: readonly string[]): string[] => files.map(name => `${named}/${name}`);
  const deployment = {
    page: page.replaceAll(`"${FILES}/`, `"${named}/`),
    folder: `${named}/`,
    files: inNamed(names.filter(name => !isWanted(name))),
    wanted: inNamed(names.filter(isWanted)),
  };
  fs.writeFileSync(path.join(folder, 'index.html'), deployment.page);
  fs.writeFileSync(
    path.join(folder, 'service-worker.js'),
    `const deployment = ${JSON.stringify(deployment)};\n${serviceWorker}`,
  );
  return ['index.html', 'service-worker.js', ...deployment.files];
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(name => name.replaceAll(path.sep, '/'))
    .sort();
}

async function bundleServiceWorker(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    ...PAGE_BUNDLES,
    entryPoints: [SERVICE_WORKER],
    sourcemap: false,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
