import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findChromium } from '../../extension/test/harness/chromium.ts';
import { buildPlayground } from '../playground/build.ts';
import { servePlayground } from '../playground/serve.ts';
import { PlaygroundPage } from '../playground/test/playgroundPage.ts';
import { type Figure, round } from './figure.ts';
import { temporaryFolder } from './programs.ts';

/** A line of the first sample in which a greenlet switches. */
const SWITCH = 10;

const gzip = promisify(zlib.gzip);
const brotli = promisify(zlib.brotliCompress);

/** As a server of static files has them compressed, once for all who ask. */
const ENCODINGS = {
  gzip: (bytes: Buffer) => gzip(bytes, { level: 9 }),
  brotli: (bytes: Buffer) =>
    brotli(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
      },
    }),
};

const MOST = 8;

/** What a browser fetches that has nothing yet, up to the end of a first session in the playground. */
export async function transferFigures(): Promise<Figure[]> {
  const files = await fetchedFiles();
  const plain = files.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;
  const figures: Figure[] = [];
  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    const encoded = await Promise.all(files.map(encode));
    const value = encoded.reduce((sum, { length }) => sum + length, 0) / 1e6;
    figures.push({
      name: `fetched for a first session in the playground, ${files.length} files, ${encoding}`,
      value: round(value),
      unit: 'MB',
      reference: { name: 'as they are', value: round(plain), unit: 'MB' },
      target: `at most ${MOST} MB`,
    });
  }
  return figures;
}

/** What is in the files that the server is asked for. */
async function fetchedFiles(): Promise<Buffer[]> {
  const folder = temporaryFolder();
  const log = path.join(folder, 'log.txt');
  const built = path.join(folder, 'playground');
  await buildPlayground(built);
  await using server = await servePlayground(built);
  await using browser = await BrowserPage.open(await findChromium(log), log);
  await browser.page.goto(server.url);
  const playground = new PlaygroundPage(browser.page);
  await playground.clickGutter(SWITCH);
  await playground.press('Debug');
  await playground.standsAt(SWITCH);
  await playground.open('Globals');
  await playground.press('Step Into');
  await playground.press('Continue');
  await playground.says('The program has ended, with exit code 0.');
  return [...server.servedFiles].map(file => fs.readFileSync(file));
}
