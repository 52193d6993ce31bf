import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import net, { type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { servePlayground } from '../serve.ts';

/** How often it is looked whether something is so, in milliseconds. */
const POLL_INTERVAL = 50;

/** Deployments of the playground at one address, one after the other, and who visits them. */
export class Deployments implements AsyncDisposable {
  readonly #context: BrowserContext;
  #server: AsyncDisposable | undefined;
  #served: ReadonlySet<string> = new Set();
  #address = '';

  constructor(context: BrowserContext) {
    this.#context = context;
  }

  get address(): string {
    return this.#address;
  }

  /**
   * Puts the playground of a folder in the place of the one before.
   *
   * @param isIsolated whether memory can be shared in its pages.
   */
  async deploy(folder: string, isIsolated = false): Promise<void> {
    await this.#stop();
    const server = await servePlayground(folder, this.#port, isIsolated);
    this.#server = server;
    this.#served = server.servedFiles;
    this.#address = server.url;
  }

  /** The folders of Pythons of which the latest deployment was asked for something. */
  get servedFolders(): string[] {
    const names = [...this.#served].flatMap(file => /python-[\d.]+/.exec(file) ?? []);
    return [...new Set(names)].sort();
  }

  /** Opens it in a page of its own. */
  async visit(): Promise<Page> {
    const page = await this.#context.newPage();
    await page.goto(this.#address);
    return page;
  }

  /** Has a server there that lets everybody wait, in place of the one before. */
  async fallSilent(): Promise<void> {
    await this.#stop();
    const waiting = new Set<Socket>();
    const server = net.createServer(socket => waiting.add(socket.on('error', () => {})));
    await once(server.listen(this.#port, '127.0.0.1'), 'listening');
    this.#server = {
      async [Symbol.asyncDispose]() {
        for (const socket of waiting) socket.destroy();
        await once(server.close(), 'close');
      },
    };
  }

  /** Takes the network away from all pages, and their server. */
  async cutNetwork(): Promise<void> {
    await this.#context.setOffline(true);
    await this.#stop();
  }

  get #port(): number | undefined {
    return this.#address === '' ? undefined : Number(new URL(this.#address).port);
  }

  async #stop(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
    this.#server = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await this.#context.close();
  }
}

/** The folder of a deployment's files, as its addresses have it. */
function filesFolder(folder: string): string {
  return readdirSync(folder).find(name => name.startsWith('files-')) ?? '';
}

/** What a page's browser keeps, once nothing is about to change: the names of its caches. */
const KEPT = `(async () => {
  const { active, waiting, installing } = await navigator.serviceWorker.ready;
  const isSettled = active?.state === 'activated' && waiting === null && installing === null;
  return isSettled ? caches.keys() : [];
})()`;

/** Waits until the browser keeps a deployment, and no other. */
export async function keepsOnly(page: Page, folder: string): Promise<void> {
  for (;;) {
    const kept = await page.evaluate<string[]>(KEPT);
    if (kept.length === 1 && kept[0]?.includes(filesFolder(folder))) return;
    await setTimeout(POLL_INTERVAL);
  }
}
