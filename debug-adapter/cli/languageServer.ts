import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { distributionFolder } from '../session/node/distribution.ts';

/** As in `extension/language-client/client.ts`. */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

/**
 * Runs the language server, a program of its own, on this process's input and output.
 *
 * @param args how it talks, such as `--stdio`.
 * @returns a promise of its exit code.
 */
export async function runLanguageServer(args: readonly string[]): Promise<number> {
  const server = path.join(distributionFolder(), 'language-server.js');
  const child = spawn(process.execPath, [...NODE_OPTIONS, server, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
