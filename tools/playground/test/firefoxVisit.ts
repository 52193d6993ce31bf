import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { BrowserPage } from '../../../extension/test/harness/browser.ts';
import { findBrowser } from '../../../extension/test/harness/browserProgram.ts';
import type { FileServer } from '../../browser/fileServer.ts';
import { buildPlayground } from '../build.ts';
import { servePlayground } from '../serve.ts';
import { PlaygroundPage } from './playgroundPage.ts';

/** A page in Firefox, and the playground that it may visit. */
export interface FirefoxVisit {
  readonly page: Page;
  readonly playground: PlaygroundPage;
  readonly server: FileServer;
}

/** Opens Firefox beside a playground. @param resources ends all but the server. */
export async function openFirefoxVisit(resources: AsyncDisposableStack): Promise<FirefoxVisit> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playground-test-'));
  resources.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const built = path.join(folder, 'playground');
  await buildPlayground(built);
  const log = path.join(folder, 'browser.log');
  const { page } = resources.use(await BrowserPage.open(await findBrowser('firefox', log), log));
  const server = await servePlayground(built);
  return { page, playground: new PlaygroundPage(page), server };
}
