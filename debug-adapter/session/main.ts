/**
 * The debug adapter. Like the command, it loads next to nothing before this Node is known to be the
 * one to go on, and before the worker in which Python will run has begun to start.
 */

import { ensureNode } from './node/ensureNode.ts';
import { loadKept } from './node/keptProgram.ts';
import { preparePython } from './node/preparedPython.ts';

if (ensureNode()) {
  // One that serves a port may wait for long.
  const servesOneClient = process.argv.length === 2;
  const prepared = servesOneClient ? preparePython() : undefined;
  const { runAdapter } = await loadKept(() => import('./adapterProgram.ts'));
  runAdapter(prepared);
}
