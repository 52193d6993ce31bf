/** The commands of an editor's debug terminals, with an editor at the other end of the door. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import {
  DEBUG_TERMINAL_VARIABLE,
  type TerminalProgram,
} from '../session/connection/debugTerminal.ts';
import { PrivateDoor } from '../session/connection/privateDoor.ts';
import { TerminalRelay } from '../session/node/terminalRelay.ts';
import { TemporaryProject } from '../session/test/temporaryProject.ts';
import { readTerminalCommand } from './terminalCommand.ts';

const COMMANDS = path.resolve(import.meta.dirname, '../../dist/bin/debug');

const GREETING = `import os, sys

name = sys.argv[1]
print("hello", name, os.environ.get("FLASK_APP"), os.environ.get("SECRET"))
sys.exit(3)
`;

/** What a command printed, and its exit code. */
interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A debug terminal of an editor that does what a test says. */
class Terminal implements AsyncDisposable {
  readonly project = new TemporaryProject();
  readonly #door: PrivateDoor;
  readonly #relays: TerminalRelay[] = [];

  private constructor(door: PrivateDoor) {
    this.#door = door;
  }

  static async open(): Promise<Terminal> {
    return new Terminal(await PrivateDoor.open());
  }

  /** What a program that was typed tells of itself, and the debugger that it serves. */
  async program(
    ended: Promise<Ended>,
  ): Promise<{ relay: TerminalRelay; program: TerminalProgram }> {
    const tooEarly = ended.then(({ stderr }) => assert.fail(`it has not come: ${stderr}`));
    const relay = new TerminalRelay(await Promise.race([this.#door.enter(), tooEarly]));
    tooEarly.catch(() => {});
    this.#relays.push(relay);
    const { promise, resolve } = Promise.withResolvers<DebugProtocol.Event>();
    relay.once('message', message => resolve(message as DebugProtocol.Event));
    relay.on('message', message => {
      const { event } = message as DebugProtocol.Event;
      // As editors do.
      if (event === 'terminated') void relay.ask('disconnect', {});
    });
    return { relay, program: (await promise).body };
  }

  type(name: string, ...args: string[]): Promise<Ended> {
    const typed: ChildProcess = spawn(path.join(COMMANDS, name), args, {
      cwd: this.project.folder,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        WASIX_PYTHON_RUNTIME: process.execPath,
        FLASK_APP: 'greeting',
        SECRET: 'secret',
        [DEBUG_TERMINAL_VARIABLE]: this.#door.address,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = { stdout: '', stderr: '' };
    typed.stdout?.on('data', data => (printed.stdout += data));
    typed.stderr?.on('data', data => (printed.stderr += data));
    return new Promise((resolve, reject) => {
      typed.once('error', reject);
      typed.once('close', code => resolve({ ...printed, code: code ?? -1 }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const relay of this.#relays) relay.close();
    this.#door.close();
    this.project[Symbol.dispose]();
  }
}

describe('a debug terminal', () => {
  test('runs a program under the debugger of the editor', async () => {
    await using terminal = await Terminal.open();
    const file = terminal.project.write('greeting.py', GREETING);
    const ended = terminal.type('python', '-X', 'dev', 'greeting.py', 'Ada');
    const { relay, program } = await terminal.program(ended);
    assert.deepEqual(program, {
      name: 'python -X dev greeting.py Ada',
      configuration: {
        pythonArgs: ['-X', 'dev'],
        program: file,
        args: ['Ada'],
        cwd: terminal.project.folder,
        env: { FLASK_APP: 'greeting' },
      },
    });
    const stopped = Promise.withResolvers<number>();
    relay.on('message', message => {
      const { event, body } = message as DebugProtocol.Event;
      if (event === 'stopped') stopped.resolve(body.threadId);
    });
    await relay.ask('initialize', { adapterID: 'wasix-python' });
    await relay.ask('launch', program.configuration);
    await relay.ask('setBreakpoints', { source: { path: file }, breakpoints: [{ line: 4 }] });
    await relay.ask('configurationDone', {});
    const threadId = await stopped.promise;
    const stack = await relay.ask('stackTrace', { threadId });
    const frameId = stack?.body.stackFrames[0].id;
    await relay.ask('evaluate', { expression: 'name = "Grace"', frameId, context: 'repl' });
    await relay.ask('continue', { threadId });
    const { stdout, code } = await ended;
    assert.equal(stdout, 'hello Grace greeting None\n');
    assert.equal(code, 3);
  });

  test('has modules of packages by their names', async () => {
    await using terminal = await Terminal.open();
    terminal.project.write('flask.py', 'import sys\nprint("flask", sys.argv[1:])');
    const ended = terminal.type('flask', 'run', '--port', '0');
    const { relay, program } = await terminal.program(ended);
    const { module, args } = program.configuration;
    assert.deepEqual({ module, args }, { module: 'flask', args: ['run', '--port', '0'] });
    await relay.ask('initialize', { adapterID: 'wasix-python' });
    await relay.ask('launch', program.configuration);
    await relay.ask('configurationDone', {});
    const { stdout, code } = await ended;
    assert.deepEqual([stdout, code], ["flask ['run', '--port', '0']\n", 0]);
  });

  test('runs a program by itself that the editor does not take', async () => {
    await using terminal = await Terminal.open();
    terminal.project.write('greeting.py', GREETING);
    const ended = terminal.type('python3', 'greeting.py', 'Ada');
    const { relay } = await terminal.program(ended);
    relay.close();
    assert.deepEqual(await ended, {
      stdout: 'hello Ada greeting None\n',
      stderr: 'wasix-python: the editor does not debug this program, which runs without it.\n',
      code: 3,
    });
  });

  test('runs a program by itself when the editor is gone', async () => {
    const terminal = await Terminal.open();
    terminal.project.write('greeting.py', GREETING);
    const { project } = terminal;
    project[Symbol.dispose] = () => {};
    await terminal[Symbol.asyncDispose]();
    const { stdout, code } = await terminal.type('python', 'greeting.py', 'Ada');
    assert.deepEqual([stdout, code], ['hello Ada greeting None\n', 3]);
    TemporaryProject.prototype[Symbol.dispose].call(project);
  });

  test('asks no editor for what is no program', async () => {
    await using terminal = await Terminal.open();
    const versions = await Promise.all([
      terminal.type('python', '--version'),
      terminal.type('python', '-c', 'print(6 * 7)'),
    ]);
    assert.match(versions[0].stdout, /^Python 3\.\d+\.\d+\n$/);
    assert.equal(versions[1].stdout, '42\n');
  });

  test('installs packages for WASIX Python', async () => {
    await using terminal = await Terminal.open();
    const { stdout, stderr } = await terminal.type('python', '-m', 'pip', 'list');
    assert.doesNotMatch(stdout + stderr, /No module named/);
  });
});

test('of the terminal’s variables, a program gets those of frameworks and of Python', () => {
  const env = {
    DJANGO_SETTINGS_MODULE: 'site.settings',
    PYTHONPATH: '/project/lib',
    PYTHONHOME: '/usr',
    AWS_SECRET_ACCESS_KEY: 'secret',
    MY_FLASK_APP: 'x',
  };
  const { variables } = readTerminalCommand('python', [], '/project', env);
  assert.deepEqual(variables, ['DJANGO_SETTINGS_MODULE', 'PYTHONPATH']);
});
