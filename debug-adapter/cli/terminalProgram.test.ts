import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from '../session/test/dapClient.ts';
import { Terminal } from './test/terminal.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'terminal-program-'));
after(() => fs.rmSync(folder, { recursive: true }));

test('U3: a program that is debugged in a terminal has the keys of it, and leaves it as it was', async () => {
  const program = path.join(folder, 'main.py');
  fs.writeFileSync(
    program,
    'import sys\nfrom getpass import getpass\n\n' +
      'print(all(map(lambda stream: stream.isatty(), [sys.stdin, sys.stdout, sys.stderr])), flush=True)\n' +
      'print(getpass()[::-1], flush=True)\nwhile True:\n    pass\n',
  );
  let terminal: Terminal | undefined;
  const client = new DapClient(undefined, {
    runInTerminal: request => {
      const { args, cwd } = request as DebugProtocol.RunInTerminalRequestArguments;
      const command = args.map(word => `'${word}'`).join(' ');
      // The shell waits, and must not take the interrupt for its own.
      const shell = `trap : INT; ${command}; code=$?; stty -a | grep -oE -e '-?(icanon|echo)\\b'; exit $code`;
      terminal = new Terminal(shell, cwd);
      return {};
    },
  });
  await client.request('initialize', { adapterID: 'x', supportsRunInTerminalRequest: true });
  await client.request('launch', { program, console: 'integratedTerminal' });
  await client.event('initialized');
  await client.request('configurationDone');
  const screen = terminal as unknown as Terminal;
  await screen.shows('True\nPassword: ');
  // It takes each key by itself, and is started again in the middle of that.
  await client.request('restart');
  await screen.shows('True\nPassword: True\nPassword: ');
  screen.type('secx\x7fret\r');
  await screen.shows('terces\n');
  screen.type('\x03');
  // In colours, as Python has it on terminals.
  await screen.shows('KeyboardInterrupt\x1b');
  assert.equal((await client.event('exited')).exitCode, 130);
  await client.event('terminated');
  await client.close();
  assert.equal(await screen.ended(), 130);
  assert.doesNotMatch(screen.screen, /sec/);
  assert.match(screen.screen, /icanon\necho\n$/);
});
