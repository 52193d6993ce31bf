#!/usr/bin/env node
/**
 * The command. It loads next to nothing before it is known that this Node is the one to go on, and
 * before the worker in which Python will run has begun to start.
 */
import { ensureNode } from '../session/python/node.ts';
import { preparePython } from '../session/python/preparedPython.ts';

/** What runs no Python, or not at once. */
const OTHERS = new Set(['exec', 'pip', 'language-server', 'mcp', 'help', '--help', '-h']);

if (ensureNode()) {
  // One that the program itself has such an option for costs no more than the time.
  const option = process.argv.indexOf('--python');
  const version = option < 0 ? undefined : process.argv[option + 1];
  const prepared = OTHERS.has(process.argv[2] ?? '') ? undefined : preparePython(version);
  const { runCommandLine } = await import('./commands.ts');
  await runCommandLine(prepared);
}
