import path from 'node:path';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import { buildPlayground } from '../playground/build.ts';
import { servePlayground } from '../playground/serve.ts';
import { type Sizes, sizesOf, totalOf } from '../playground/sizes.ts';
import { PlaygroundPage } from '../playground/test/playgroundPage.ts';
import { type Figure, round } from './figure.ts';
import { temporaryFolder } from './programs.ts';

/** A line of the first sample in which a greenlet switches. */
const SWITCH = 10;

const MOST = 8;

/** What a browser fetches that has nothing yet, up to the end of a first session in the playground. */
export async function transferFigures(): Promise<Figure[]> {
  const sizes = await fetchedFiles();
  const total = totalOf('all', sizes);
  return (['gzip', 'brotli'] as const).map(encoding => ({
    name: `fetched for a first session in the playground, ${sizes.length} files, ${encoding}`,
    value: round(total[encoding] / 1e6),
    unit: 'MB',
    reference: { name: 'as they are', value: round(total.plain / 1e6), unit: 'MB' },
    target: `at most ${MOST} MB`,
  }));
}

/** The files that the server is asked for. */
async function fetchedFiles(): Promise<Sizes[]> {
  const folder = temporaryFolder();
  const log = path.join(folder, 'log.txt');
  const built = path.join(folder, 'playground');
  await buildPlayground(built);
  await using server = await servePlayground(built);
  await using browser = await BrowserPage.open(await findBrowser('chromium', log), log);
  await browser.page.goto(server.url);
  const playground = new PlaygroundPage(browser.page);
  await playground.clickGutter(SWITCH);
  await playground.press('Debug');
  await playground.standsAt(SWITCH);
  await playground.open('Globals');
  await playground.press('Step Into');
  await playground.press('Continue');
  await playground.says('The program has ended, with exit code 0.');
  const names = [...server.servedFiles].map(file => path.relative(built, file));
  return sizesOf(built, names);
}
