/**
 * Keeps a deployment of the playground for when there is no network. All files but the page itself are in a folder
 * that is named after what is in them: so no page ever gets a file of another deployment.
 */
import type { Replace } from './messages.ts';
import { answerOf, programAt, type ServedProgram } from './servedPrograms.ts';

declare const self: ServiceWorkerGlobalScope;

/** What is kept; the build writes it before this script. */
declare const deployment: {
  /** The page, which is here so that it is always the one of these files. */
  readonly page: string;
  /** The folder of the files, and the files: URLs that are relative to this script. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Further files, which are kept once they have been fetched. */
  readonly wanted: readonly string[];
};

/** How long a server may take to answer, in milliseconds, when the page is there without it. */
const PATIENCE = 5000;

const { scope } = self.registration;

const folder = new URL(deployment.folder, scope).href;

/** How the page is asked for. */
const pages = new Set([scope, new URL('index.html', scope).href]);

const files = new Set(deployment.files.map(file => new URL(file, scope).href));

const wanted = new Set(deployment.wanted.map(file => new URL(file, scope).href));

/** An origin may have several playgrounds. */
const prefix = `playground ${scope} `;

const kept = prefix + deployment.folder;

async function keep(): Promise<void> {
  const cache = await caches.open(kept);
  await cache.addAll([...files]);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter(name => name.startsWith(prefix) && name !== kept);
  await Promise.all(others.map(name => caches.delete(name)));
  // The first page that was opened is there since before this.
  await self.clients.claim();
}

/**
 * The page that the server has: that of the newest deployment. Where there is no network, or no answer for long, it is
 * the page that is kept.
 */
async function newestPage(request: Request): Promise<Response> {
  const impatience = new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([serverPage(request), impatience]);
  if (answer !== undefined) return answer;
  return new Response(deployment.page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

/** @returns undefined when the server cannot be reached, or is out of order. */
async function serverPage(request: Request): Promise<Response | undefined> {
  try {
    const response = await fetch(request);
    return response.status < 500 ? response : undefined;
  } catch {
    return undefined;
  }
}

async function keptFile(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  return (await cache.match(request)) ?? fetch(request);
}

async function wantedFile(request: Request): Promise<Response> {
  const cache = await caches.open(kept);
  const found = await cache.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  // Where there is no room for it, it is fetched another time.
  if (response.ok) await cache.put(request, response.clone()).catch(() => {});
  return response;
}

/** Takes the place of the service worker before, unless another page may still need the files of that. */
async function replace(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // Their frames are windows, too.
  const open = windows.filter(({ url, frameType }) => {
    return url.startsWith(scope) && frameType !== 'nested';
  });
  if (open.length === 1) await self.skipWaiting();
}

self.addEventListener('install', event => event.waitUntil(keep()));

self.addEventListener('activate', event => event.waitUntil(forgetOthers()));

self.addEventListener('message', event => {
  const { type, folder: sender } = event.data as Replace;
  if (type === 'replace' && sender === folder) event.waitUntil(replace());
});

/** The pages that can have programs. */
async function openPages(): Promise<readonly Client[]> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.filter(({ url }) => pages.has(withoutQuery(url)));
}

async function askProgram(
  program: ServedProgram,
  request: Request,
  path: string,
): Promise<Response> {
  return answerOf(program, request, path, await openPages());
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = withoutQuery(request.url);
  const program = programAt(request.url);
  if (program !== undefined) {
    event.respondWith(askProgram(program, request, request.url.slice(program.root.length)));
    return;
  }
  // What a document of a program's asks for by a path from the root, which to it is its program's.
  const asking = programAt(request.referrer);
  if (asking !== undefined && new URL(url).origin === location.origin) {
    const path = request.url.slice(location.origin.length);
    event.respondWith(
      request.mode === 'navigate'
        ? Response.redirect(asking.root + path, 307)
        : askProgram(asking, request, path),
    );
  } else if (pages.has(url)) event.respondWith(newestPage(request));
  else if (files.has(url)) event.respondWith(keptFile(request));
  else if (wanted.has(url)) event.respondWith(wantedFile(request));
});
