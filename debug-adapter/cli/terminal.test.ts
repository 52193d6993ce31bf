import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Terminal } from './test/terminal.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

describe('wasix-python on a terminal', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'terminal-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const commandLine = (...args: string[]): string =>
    [process.execPath, CLI, 'run', '--env', 'PYTHON_COLORS=0', ...args]
      .map(word => `'${word}'`)
      .join(' ');

  /** Runs a program, and shows the terminal's modes when it is over. */
  const start = (program: string, before = ''): Terminal => {
    fs.writeFileSync(path.join(folder, 'main.py'), program);
    return new Terminal(
      `${before}${commandLine('main.py')}; code=$?; stty -a | grep -oE -e '-?(icanon|echo)\\b'; exit $code`,
      folder,
    );
  };
  const COOKED = /icanon\necho\n$/;

  test('is an interactive prompt', async () => {
    // In the shell's place: a shell that waits would take the interrupt for its own too.
    const terminal = new Terminal(`exec ${commandLine()}`, folder);
    await terminal.shows('>>> ');
    terminal.type('6 * 7\r');
    await terminal.shows('\n42\n>>> ');
    terminal.type("print('going') or [0 for _ in iter(int, 1)]\r");
    await terminal.shows('\ngoing\n');
    terminal.type('\x03');
    await terminal.shows('KeyboardInterrupt\n>>> ');
    // An interrupt as the last thing of all would be the exit code, as natively.
    terminal.type('1 + 1\r');
    await terminal.shows('\n2\n>>> ');
    terminal.type('\x04');
    assert.equal(await terminal.ended(), 0);
  });

  test('does not show a password', async () => {
    const terminal = start('from getpass import getpass\nprint(getpass()[::-1])\n');
    await terminal.shows('Password: ');
    terminal.type('secx\x7fret\r');
    await terminal.shows('terces\n');
    assert.equal(await terminal.ended(), 0);
    assert.doesNotMatch(terminal.screen, /sec/);
    assert.match(terminal.screen, COOKED);
  });

  test('hands on single keys', async () => {
    const terminal = start(
      'import sys, tty\ntty.setcbreak(0)\n' +
        'for _ in range(3):\n    print("key?", flush=True); print(repr(sys.stdin.read(1)), flush=True)\n',
    );
    await terminal.shows('key?\n');
    terminal.type('x');
    await terminal.shows("'x'\nkey?\n");
    terminal.type('\r');
    await terminal.shows("'\\n'\nkey?\n");
    terminal.type('\x1b');
    await terminal.shows("'\\x1b'\n");
    assert.equal(await terminal.ended(), 0);
    assert.match(terminal.screen, COOKED, 'the terminal is as it was');
  });

  test('a program that takes every key can be interrupted, and leaves the terminal as it was', async () => {
    for (const waiting of ['while True: pass', 'input()']) {
      const terminal = start(`import tty\ntty.setraw(0)\nprint("ready", flush=True)\n${waiting}\n`);
      await terminal.shows('ready');
      terminal.type('\x03');
      assert.equal(await terminal.ended(), 130);
      assert.match(terminal.screen, /KeyboardInterrupt\s/);
      assert.match(terminal.screen, COOKED);
    }
  });

  test('follows the size of its window', async () => {
    // Resizes the terminal once the program is ready for it.
    const flag = path.join(folder, 'resize');
    const resize = `stty cols 90 rows 20; (until [ -e '${flag}' ]; do sleep 0.05; done; stty cols 91 < /dev/tty) & `;
    const terminal = start(
      'import os, signal, time\n' +
        'signal.signal(signal.SIGWINCH, lambda *_: print("then", *os.get_terminal_size(), flush=True))\n' +
        'print("first", *os.get_terminal_size(), flush=True)\n' +
        'time.sleep(60)\n',
      resize,
    );
    await terminal.shows('first 90 20\n');
    fs.writeFileSync(flag, '');
    await terminal.shows('then 91 20\n');
    terminal.type('\x03');
    assert.equal(await terminal.ended(), 130);
  });

  test('a program that does not care is not disturbed by a new size', async () => {
    const flag = path.join(folder, 'resize-again');
    const resize = `(until [ -e '${flag}' ]; do sleep 0.05; done; stty cols 91 < /dev/tty) & `;
    const terminal = start(
      'import os, time\nprint("ready", flush=True)\n' +
        'while os.get_terminal_size().columns != 91: time.sleep(0.01)\nprint("same program")\n',
      resize,
    );
    await terminal.shows('ready\n');
    fs.writeFileSync(flag, '');
    assert.equal(await terminal.ended(), 0);
    assert.match(terminal.screen, /same program/);
  });
});
