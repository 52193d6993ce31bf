import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const CLI = path.join(DIST, 'cli.js');
const ADAPTER = path.join(DIST, 'debug-adapter.js');

/** What makes this Node another one, as far as it says itself. */
function pretend(version: string): string {
  return `Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}});`;
}

/** Makes this Node an older one: without JSPI, and without the instructions that came with it. */
const OLDER = [
  '--import',
  `data:text/javascript,${pretend('22.21.0')}delete WebAssembly.Suspending;` +
    'WebAssembly.Module=class{constructor(){throw new WebAssembly.CompileError("unknown")}}',
];

/** Makes this Node one of those that have JSPI behind a flag. */
const BEHIND_A_FLAG = [
  '--no-experimental-wasm-jspi',
  '--import',
  `data:text/javascript,${pretend('24.18.1')}`,
];

/** Later ones have no such flag. */
const hasFlag = spawnSync(process.execPath, [...BEHIND_A_FLAG, '-e', '']).status === 0;

/** Takes from this Node what machine code is kept by, as it is gone from later ones. */
const KEEPS_NO_CODE = [
  '--import',
  'data:text/javascript,const Original=Function;' +
    "globalThis.Function=function(...parts){if(parts.at(-1).includes('%25'))" +
    "throw new SyntaxError('unknown');return Original(...parts)}",
];

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** The command by default. */
  readonly program?: string;
  /** What Node is started with; {@link OLDER} by default. */
  readonly node?: string[];
  readonly env?: Record<string, string>;
  readonly onOutput?: (child: ChildProcess, text: string) => void;
}

function run(
  args: string[],
  { program = CLI, node = OLDER, ...options }: RunOptions,
): Promise<Run> {
  // In a session of its own, where no terminal is.
  const child = spawn(process.execPath, [...node, program, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', data => (text.stderr += data));
  child.stdout.on('data', data => {
    text.stdout += data;
    options.onOutput?.(child, text.stdout);
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, ...text })));
}

describe('on a Node without JSPI, wasix-python', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jspi-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  const started = { WASIX_PYTHON_NODE: process.execPath };

  test('runs on the one that set-up installed', async () => {
    const { code, stdout } = await run(['-c', 'print("ran"); raise SystemExit(5)'], {});
    assert.deepEqual({ code, stdout }, { code: 5, stdout: 'ran\n' });
  });

  test('runs on the one that it is told', async () => {
    const { code, stdout } = await run(['-c', 'print("ran")'], { env: started });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'ran\n' });
  });

  test('runs as a debug adapter, too', async () => {
    const { code, stdout } = await run(['--help'], { program: ADAPTER, env: started });
    assert.equal(code, 0);
    assert.match(stdout, /^usage: node debug-adapter\.js/);
  });

  test('gives up when that one has none either', async () => {
    const node = path.join(folder, 'node');
    const command = [process.execPath, ...OLDER].map(word => `'${word}'`).join(' ');
    fs.writeFileSync(node, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
    const { code, stderr } = await run(['-c', ''], { env: { WASIX_PYTHON_NODE: node } });
    assert.equal(code, 1);
    assert.match(stderr, /^WASIX Python needs Node 24 or later, .* WASIX_PYTHON_NODE\.\n$/);
  });

  const title = 'P3: switches JSPI on in a Node that has it behind a flag, and runs there';
  test(title, { skip: !hasFlag }, async () => {
    const code =
      'import greenlet\nmain = greenlet.getcurrent()\n' +
      'other = greenlet.greenlet(lambda: main.switch("switched"))\nprint(other.switch())';
    // Another Node would be one that is not there.
    const env = { WASIX_PYTHON_NODE: '/no/node' };
    const { stdout, stderr } = await run(['-c', code], { node: BEHIND_A_FLAG, env });
    assert.deepEqual({ stdout, stderr }, { stdout: 'switched\n', stderr: '' });
  });

  test('P6: says so where machine code cannot be kept, and leaves nothing', async () => {
    const program = path.join(DIST, 'compile-python.js');
    const before = fs.readdirSync(path.join(DIST, 'python'), { recursive: true });
    const { code, stderr } = await run([], { program, node: KEEPS_NO_CODE });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^Python's machine code cannot be kept: Node [\d.]+ offers no way to.*\n$/,
    );
    assert.deepEqual(fs.readdirSync(path.join(DIST, 'python'), { recursive: true }), before);
  });

  test('says which one cannot be started', async () => {
    const { code, stderr } = await run(['-c', ''], { env: { WASIX_PYTHON_NODE: '/no/node' } });
    assert.equal(code, 1);
    assert.match(stderr, /^WASIX Python cannot start \/no\/node: .*\n$/);
  });

  test('passes signals on', async () => {
    const program =
      'import os, signal, time\n' +
      'heard = []\n' +
      'def hear(number, _):\n' +
      '    heard.append(number)\n' +
      '    os.write(1, signal.Signals(number).name.encode() + b"\\n")\n' +
      'for name in ("SIGTERM", "SIGHUP", "SIGINT"): signal.signal(getattr(signal, name), hear)\n' +
      'print("ready", flush=True)\n' +
      'while len(heard) < 3: time.sleep(0.01)\n';
    const next: Record<string, NodeJS.Signals> = {
      ready: 'SIGTERM',
      SIGTERM: 'SIGHUP',
      SIGHUP: 'SIGINT',
    };
    const { code, stdout } = await run(['-c', program], {
      env: started,
      onOutput: (child, text) => {
        const signal = next[text.trimEnd().split('\n').at(-1) as string];
        if (signal !== undefined) child.kill(signal);
      },
    });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'ready\nSIGTERM\nSIGHUP\nSIGINT\n' });
  });

  test('exits as the program does that a signal ends', async () => {
    const program = 'import time; print("ready", flush=True); time.sleep(60)';
    const { code } = await run(['-c', program], {
      env: started,
      onOutput: child => child.kill('SIGTERM'),
    });
    assert.equal(code, 128 + 15);
    const killed = await run(['-c', 'print("ready", flush=True)\nwhile True: pass'], {
      env: started,
      onOutput: child => killChildren(child.pid as number),
    });
    assert.equal(killed.code, 128 + 9);
  });
});

for (const [name, program, args] of [
  ['wasix-python', CLI, ['-c', 'print("ready", flush=True)\nwhile True: pass']],
  ['the debug adapter', ADAPTER, ['--port', '0']],
] as const) {
  test(`P18: killed on a Node without JSPI, ${name} leaves nothing running`, async () => {
    const ended = await run([...args], {
      program,
      env: { WASIX_PYTHON_NODE: process.execPath },
      onOutput: child => child.kill('SIGKILL'),
    });
    // The process that it has started holds its streams as long as that lives.
    assert.equal(ended.code, null);
  });
}

/** Kills the processes that one has started, as a system short of memory would. */
function killChildren(pid: number): void {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  for (const child of children.trim().split(' ')) process.kill(Number(child), 'SIGKILL');
}
