/**
 * The debug adapter. Like the command, it loads next to nothing before this Node is known to be the
 * one to go on, and before the worker in which Python will run has begun to start.
 */

import { keepLoaded } from '../runtime/node/keptScripts.ts';
import { ensureNode } from './node/ensureNode.ts';
import { loadRest } from './node/keptProgram.ts';
import { preparePython } from './node/preparedPython.ts';

if (ensureNode()) {
  // One that serves a port may wait for long.
  const servesOneClient = process.argv.length === 2;
  const prepared = servesOneClient ? preparePython() : undefined;
  const { runAdapter } = loadRest<typeof import('./adapterProgram.ts')>(
    'debug-adapter-program.cjs',
  );
  runAdapter(prepared, keepLoaded);
}
