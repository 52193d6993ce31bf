import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** How a page's scripts, and those of its web workers, are bundled. */
export const PAGE_BUNDLES = {
  absWorkingDir: path.resolve(import.meta.dirname, '../..'),
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2024',
  sourcemap: true,
  logLevel: 'warning',
  // The package of debug adapters is made for Node's, of which the other has what it uses.
  loader: { '.py': 'text' },
  alias: { events: 'eventemitter3' },
} satisfies BuildOptions;

/** The web worker with the debug adapter. */
export const ADAPTER_WORKER = 'debug-adapter/session/browser/worker.ts';
