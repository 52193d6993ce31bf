#!/usr/bin/env node
/**
 * The command. It loads next to nothing before it is known that this Node is the one to go on, and
 * before the Python that will run has begun to be read, or the worker of one to start that is debugged.
 */
import { isJspiAvailable } from '../runtime/jspi.ts';
import { keepLoaded } from '../runtime/node/keptScripts.ts';
import { ensureNode } from '../session/node/ensureNode.ts';
import { loadRest } from '../session/node/keptProgram.ts';
import { preparePython, preparePythonHere } from '../session/node/preparedPython.ts';
import type { Prepared } from './prepared.ts';

/** What runs no Python, or not at once. */
const OTHERS = new Set(['exec', 'pip', 'language-server', 'mcp', 'help', '--help', '-h']);

/** What debugs Python. */
const DEBUGGERS = new Set(['debug', 'terminal']);

function prepare(): Prepared {
  const command = process.argv[2] ?? '';
  if (OTHERS.has(command)) return {};
  // One that the program itself has such an option for costs no more than the time.
  const option = process.argv.indexOf('--python');
  const version = option < 0 ? undefined : process.argv[option + 1];
  return DEBUGGERS.has(command) || !isJspiAvailable()
    ? { thread: preparePython(version) }
    : { program: preparePythonHere(version) };
}

if (ensureNode()) {
  const prepared = prepare();
  const { runCommandLine } = loadRest<typeof import('./commands.ts')>('commands.cjs');
  if (await runCommandLine(prepared)) keepLoaded();
}
