import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { ADAPTER_WORKER, PAGE_BUNDLES } from './bundling.ts';
import { testCertificate } from './certificate.ts';
import { FileServer } from './fileServer.ts';

/** The bundles of a page, by their names. */
const ENTRY_POINTS = {
  page: 'debug-adapter/runtime/browser/test/page.ts',
  worker: 'debug-adapter/runtime/browser/worker.ts',
  adapter: ADAPTER_WORKER,
  'adapter-page': 'debug-adapter/session/browser/test/page.ts',
  'own-guest': 'debug-adapter/runtime/browser/test/ownGuest.ts',
};

const PAGE =
  '<!doctype html><title>WASIX Python</title><script src="/page.js"></script><script src="/adapter-page.js"></script>';

/** For how many seconds a browser need not ask again: longer than the tests take. */
const MAXIMUM_AGE = 3600;

/** What a page is besides one of http that is not isolated. */
export interface PageKind {
  /** One of https. */
  readonly isSecure?: boolean;
  /** Isolated from other origins, so that memory can be shared there. */
  readonly isIsolated?: boolean;
}

/**
 * Builds the page of the tests, and serves it.
 *
 * @param folder an empty one, in which the page is built.
 * @param files further ones to serve, by the paths of their URLs.
 */
export async function servePage(
  folder: string,
  files: Readonly<Record<string, string>>,
  { isSecure = false, isIsolated = false }: PageKind,
): Promise<FileServer> {
  await esbuild.build({ ...PAGE_BUNDLES, outdir: folder, entryPoints: ENTRY_POINTS });
  fs.writeFileSync(path.join(folder, 'index.html'), PAGE);
  const served = new Map(Object.entries(files));
  for (const name of fs.readdirSync(folder)) served.set(`/${name}`, path.join(folder, name));
  served.set('/', path.join(folder, 'index.html'));
  return FileServer.start(served, {
    maxAge: MAXIMUM_AGE,
    isIsolated,
    ...(isSecure ? { certificate: testCertificate() } : {}),
  });
}
