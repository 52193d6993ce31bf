/**
 * The debug adapter. Like the command, it loads next to nothing before this Node is known to be the
 * one to go on, and before the worker in which Python will run has begun to start.
 */
import { loadKept } from './python/keptProgram.ts';
import { ensureNode } from './python/node.ts';
import { preparePython } from './python/preparedPython.ts';

if (ensureNode()) {
  // One that serves a port may wait for long.
  const servesOneClient = process.argv.length === 2;
  const prepared = servesOneClient ? preparePython() : undefined;
  const { runAdapter } = await loadKept(() => import('./adapterProgram.ts'));
  runAdapter(prepared);
}
