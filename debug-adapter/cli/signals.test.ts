/** What signals do to a program that the command runs. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'dist/cli.js');

/** Whether this Node can run Python in the thread that hears of signals: some can in workers alone. */
const RUNS_HERE =
  spawnSync(process.execPath, ['-p', "'Suspending' in WebAssembly"]).stdout.toString() === 'true\n';

/** How long a program may run, in milliseconds. */
const LIMIT = 120_000;

interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('signals to a program', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'signals-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  /** Runs a program, which gets a signal, or some, for each line that it has printed, in turn. */
  function run(
    program: string,
    ...signals: (NodeJS.Signals | readonly NodeJS.Signals[])[]
  ): Promise<Run> {
    const file = path.join(folder, 'program.py');
    fs.writeFileSync(file, program);
    const child = spawn(process.execPath, [CLI, 'run', file], {
      cwd: ROOT,
      // One that waits for a signal would be waited for by this file, and outlive a test that fails.
      timeout: LIMIT,
      killSignal: 'SIGKILL',
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', data => {
      text.stdout += data;
      // Several may come in one piece.
      const lines = String(data).split('\n').length - 1;
      for (const signal of signals.splice(0, lines).flat()) child.kill(signal);
    });
    child.stderr.on('data', data => (text.stderr += data));
    return new Promise(resolve =>
      child.on('close', (code, signal) => resolve({ code, signal, ...text })),
    );
  }

  test('are handled while it sleeps, and while it computes', async () => {
    for (const busy of [
      'time.sleep(0.01)',
      'pass',
      'sum(range(1000))',
      're.match("(a?){24}a{24}", "a" * 24)',
    ]) {
      const { code, signal, stdout, stderr } = await run(
        'import re, signal, sys, time\n' +
          'signal.signal(signal.SIGHUP, lambda *_: print("heard", flush=True))\n' +
          'signal.signal(signal.SIGTERM, lambda *_: sys.exit("asked to end"))\n' +
          `print("ready", flush=True)\nwhile True: ${busy}\n`,
        'SIGHUP',
        'SIGTERM',
      );
      assert.deepEqual(
        { code, signal, stdout, stderr },
        { code: 1, signal: null, stdout: 'ready\nheard\n', stderr: 'asked to end\n' },
      );
    }
  });

  test('end it at once where it leaves them alone, also in C code that looks for none', async () => {
    const names = ['SIGTERM', 'SIGHUP', ...(RUNS_HERE ? (['SIGINT'] as const) : [])] as const;
    for (const name of names) {
      const { code, signal, stdout } = await run(
        'import itertools, signal\n' +
          'signal.signal(signal.SIGTERM, lambda *_: None)\n' +
          `signal.signal(signal.${name}, signal.SIG_DFL)\n` +
          'print("computing", flush=True)\nsum(itertools.repeat(0))\n',
        name,
      );
      // Either way a shell tells the same.
      const status = signal === null ? code : 128 + os.constants.signals[signal];
      assert.deepEqual(
        { status, stdout },
        { status: 128 + os.constants.signals[name], stdout: 'computing\n' },
      );
    }
  });

  test('leave it alone where it ignores them', async () => {
    const { code, stdout } = await run(
      'import signal, sys\n' +
        'signal.signal(signal.SIGHUP, signal.SIG_IGN)\n' +
        'signal.signal(signal.SIGTERM, lambda *_: None)\n' +
        'signal.signal(signal.SIGINT, lambda *_: sys.exit(3))\n' +
        'for name in ("SIGHUP", "SIGTERM", "SIGINT"):\n' +
        '    print(name, flush=True)\n' +
        '    for _ in range(300_000): pass\n' +
        'while True: pass\n',
      'SIGHUP',
      'SIGTERM',
      'SIGINT',
    );
    assert.deepEqual({ code, stdout }, { code: 3, stdout: 'SIGHUP\nSIGTERM\nSIGINT\n' });
  });

  test('are all handled that come at once', async () => {
    const { code, stdout } = await run(
      'import signal\n' +
        'heard = set()\n' +
        'for number in (signal.SIGHUP, signal.SIGTERM):\n' +
        '    signal.signal(number, lambda number, _: heard.add(signal.Signals(number).name))\n' +
        'print("ready", flush=True)\nwhile len(heard) < 2: pass\n' +
        'print(*sorted(heard))\n',
      ['SIGHUP', 'SIGTERM'],
    );
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'ready\nSIGHUP SIGTERM\n' });
  });

  test('reach it while it waits for the reader of a socket', async () => {
    const child = spawn(
      process.execPath,
      [
        ...[CLI, '-c'],
        'import os\nos.write(2, b"printing")\ntry:\n    while True: print("x" * 1000)\n' +
          'except KeyboardInterrupt:\n    os.write(2, b" interrupted"); os._exit(3)\n',
      ],
      // Node's own pipes are sockets; nobody reads this one.
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stderr = '';
    child.stderr.on('data', data => {
      if (stderr === '') setTimeout(() => child.kill('SIGINT'), 500);
      stderr += data;
    });
    const code = await new Promise(resolve => child.on('exit', resolve));
    child.stdout.destroy();
    assert.deepEqual({ code, stderr }, { code: 3, stderr: 'printing interrupted' });
  });

  test('come from its timers while it computes', async () => {
    const { stdout, stderr } = await run(
      'import signal\ncount = 0\n' +
        'def ring(*_):\n    global count\n    count += 1\n' +
        'signal.signal(signal.SIGALRM, ring)\n' +
        'signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)\n' +
        'while count < 5: pass\n' +
        'signal.setitimer(signal.ITIMER_REAL, 0)\nprint(count)\n',
    );
    assert.deepEqual({ stdout, stderr }, { stdout: '5\n', stderr: '' });
  });
});
