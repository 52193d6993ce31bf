import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import initializeWabt from 'wabt';
import { compileGuestProgram } from '../python/toolchain.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'dist/cli.js');

const HELLO_FOR_WASI = `(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\08\\00\\00\\00\\06\\00\\00\\00hello\\n")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))))`;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Record<string, string>;
  /** Called with the running process, for signals. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

function wasixPython(args: string[], options: RunOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', data => (text.stdout += data));
  child.stderr.on('data', data => (text.stderr += data));
  // One that reads nothing may have ended by now.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  options.meanwhile?.(child);
  return new Promise(resolve => child.on('close', code => resolve({ code, ...text })));
}

/** Sends a signal some milliseconds after the program has printed something. */
function signalAfterOutput(signal: NodeJS.Signals, delay = 0): (child: ChildProcess) => void {
  return child => child.stdout?.once('data', () => setTimeout(() => child.kill(signal), delay));
}

describe('wasix-python', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };

  test('connections of a program share a database, and keep other processes out', async () => {
    const database = path.join(folder, 'shared.db');
    const program = write(
      'database.py',
      `
import sqlite3
first, second = sqlite3.connect("shared.db"), sqlite3.connect("shared.db", timeout=0)
first.execute("create table t (v)")
with first:
    first.execute("insert into t values (1)")
    print(second.execute("select count(*) from t").fetchall())
print(second.execute("select count(*) from t").fetchall())
first.execute("insert into t values (2)")
try:
    second.execute("insert into t values (3)")
except sqlite3.OperationalError as error:
    print(error)
print(flush=True)
input()
`,
    );
    const locked = write(
      'locked.py',
      'import sqlite3\nsqlite3.connect("shared.db", timeout=0).execute("select * from t")\n',
    );
    let other: Promise<Run> | undefined;
    const child = spawn(process.execPath, [CLI, 'run', program], { cwd: folder });
    let stdout = '';
    child.stdout.on('data', data => {
      stdout += data;
      if (!stdout.endsWith('\n\n')) return;
      other = wasixPython(['run', locked], { cwd: folder });
      void other.then(() => child.stdin.end('\n'));
    });
    const code = await new Promise(resolve => child.on('close', resolve));
    assert.equal(stdout, '[(0,)]\n[(1,)]\ndatabase is locked\n\n');
    assert.match((await other)?.stderr ?? '', /OperationalError: database is locked/);
    assert.equal(code, 0);
    assert.equal(fs.existsSync(`${database}.lock`), false);
  });

  test('rings its interval timers, also while it computes', async () => {
    const { stdout, stderr } = await wasixPython([
      '-c',
      `
import signal
rung = []
signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
signal.alarm(1)
print(signal.alarm(0))
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
while len(rung) < 3:
    pass
print(signal.getitimer(signal.ITIMER_REAL)[1])
`,
    ]);
    assert.deepEqual({ stdout, stderr }, { stdout: '1\n0.01\n', stderr: '' });
  });

  test('runs in development mode, and shows where it is upon a fatal error', async () => {
    const { code, stdout, stderr } = await wasixPython([
      '-X',
      'dev',
      '-c',
      'import faulthandler; print(faulthandler.is_enabled(), flush=True)\n' +
        'import os\ndef fail(): os.abort()\nfail()',
    ]);
    assert.equal(stdout, 'True\n');
    assert.match(stderr, /Fatal Python error: Aborted\n.*File "<string>", line 3 in fail\n/s);
    assert.equal(code, 134);
  });

  test('sets the times of files, and tells its platform', async () => {
    const { stdout, stderr } = await wasixPython([
      '-c',
      `
import os, platform, time
open("/tmp/file", "w").close()
os.utime("/tmp/file", (5, 6.5))
print(os.stat("/tmp/file").st_atime, os.stat("/tmp/file").st_mtime)
os.utime("/tmp/file")
print(abs(os.stat("/tmp/file").st_mtime - time.time()) < 60)
print(platform.system())
`,
    ]);
    assert.deepEqual({ stdout, stderr }, { stdout: '5.0 6.5\nTrue\nwasi\n', stderr: '' });
  });

  test('runs the greenlet sample', async () => {
    const { code, stdout, stderr } = await wasixPython(['run', 'samples/switch/main.py']);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'A\nB\nC\n', stderr: '' });
  });

  test('P10: makes greenlets wherever it is, long after its first switch', async () => {
    const { code, stdout, stderr } = await wasixPython([
      'run',
      '-c',
      `from greenlet import getcurrent, greenlet
def work(depth):
    inner = greenlet(work)
    if depth:
        inner.switch(depth - 1)
    getcurrent().parent.switch()
    return depth + inner.switch() if depth else 0
outer = []
for _ in range(50):
    outer.append(greenlet(work))
    outer[-1].switch(3)
print({each.switch() for each in outer}, all(each.dead for each in outer))`,
    ]);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '{6} True\n', stderr: '' });
  });

  test('passes arguments on, also those that look like its own options', async () => {
    const file = write('args.py', 'import sys; print(sys.argv[1:])');
    const { stdout } = await wasixPython(['run', file, '--mount', '-x', 'a b']);
    assert.equal(stdout, "['--mount', '-x', 'a b']\n");
  });

  test('runs code, modules and standard input', async () => {
    assert.equal((await wasixPython(['-c', 'print(1 + 1)'])).stdout, '2\n');
    const shown = await wasixPython(['run', '-m', 'json.tool', '--compact'], { input: '{"a": 1}' });
    assert.equal(shown.stdout, '{"a":1}\n');
    assert.equal((await wasixPython([], { input: 'print("from stdin")' })).stdout, 'from stdin\n');
  });

  test('reads standard input line by line, to its end', async () => {
    const file = write('echo.py', 'import sys\nfor line in sys.stdin: print(line.strip()[::-1])');
    const { stdout } = await wasixPython(['run', file], { input: 'abc\ndef' });
    assert.equal(stdout, 'cba\nfed\n');
  });

  test("exits with the program's exit code", async () => {
    assert.equal((await wasixPython(['-c', 'raise SystemExit(5)'])).code, 5);
    const failed = await wasixPython(['-c', '1 / 0']);
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /ZeroDivisionError: division by zero/);
    assert.equal((await wasixPython(['-c', 'import os; os.abort()'])).code, 134);
  });

  test('Ctrl-C is a KeyboardInterrupt, in a loop and wherever a program waits', async () => {
    // All is imported before: Python ignores what is raised in the callbacks that an import runs.
    for (const waiting of [
      'while True: pass',
      'time.sleep(100)',
      'threading.Event().wait()',
      'lock = threading.Lock(); lock.acquire(); lock.acquire()',
      'queue.Queue().get()',
    ]) {
      const file = write(
        'wait.py',
        `import queue, threading, time\nprint("waiting", flush=True)\n${waiting}\n`,
      );
      const { code, stderr } = await wasixPython(['run', file], {
        meanwhile: signalAfterOutput('SIGINT'),
      });
      assert.match(stderr, /KeyboardInterrupt\n$/);
      assert.equal(code, 130);
    }
  });

  test('a wait for a lock ends when its time is over', async () => {
    const { stdout } = await wasixPython([
      '-c',
      'import threading, time\nstart = time.monotonic()\n' +
        'print(threading.Event().wait(0.05), 0.05 <= time.monotonic() - start < 5)\n',
    ]);
    assert.equal(stdout, 'False True\n');
  });

  test('Ctrl-C reaches a program that waits for the reader of its output', async () => {
    const file = write(
      'printing.py',
      'import os\nos.write(2, b"printing")\ntry:\n    while True: print("x" * 1000)\n' +
        'except KeyboardInterrupt:\n    os.write(2, b" interrupted"); os._exit(3)\n',
    );
    // A pipe that nobody reads and nobody closes.
    const pipe = path.join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const fd = fs.openSync(pipe, 'r+');
    const child = spawn(process.execPath, [CLI, 'run', file], { stdio: ['ignore', fd, 'pipe'] });
    let stderr = '';
    child.stderr?.on('data', data => {
      if (stderr === '') setTimeout(() => child.kill('SIGINT'), 500);
      stderr += data;
    });
    const code = await new Promise(resolve => child.on('close', resolve));
    fs.closeSync(fd);
    assert.deepEqual({ code, stderr }, { code: 3, stderr: 'printing interrupted' });
  });

  test('reaches its own folder, and nothing else unless it is mounted', async () => {
    const secret = write('secret.txt', 'secret');
    const elsewhere = fs.mkdtempSync(path.join(folder, 'elsewhere-'));
    const read = `print(open(${JSON.stringify(secret)}).read())`;
    const denied = await wasixPython(['-c', read], { cwd: elsewhere });
    assert.match(denied.stderr, /FileNotFoundError/);
    const mounted = await wasixPython(
      [
        'run',
        '--mount',
        `${folder}:/data:ro`,
        '-c',
        'print(open("/data/secret.txt").read())\nopen("/data/new.txt", "w")',
      ],
      { cwd: elsewhere },
    );
    assert.equal(mounted.stdout, 'secret\n');
    assert.match(mounted.stderr, /Read-only file system/);
  });

  test('keeps from changing its own folder where that is granted read-only', async () => {
    const inner = path.join(folder, 'inner');
    fs.mkdirSync(inner, { recursive: true });
    const file = write('inner/writes.py', 'open(__file__ + ".new", "w")');
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
    for (const grant of [`${folder}:ro`, `${folder}:/data:ro`]) {
      const { stderr } = await wasixPython(['run', '--mount', grant, file], { cwd: elsewhere });
      assert.match(stderr, /Read-only file system/);
    }
    const both = ['--mount', `${folder}:ro`, '--mount', inner];
    const { code } = await wasixPython(['run', ...both, file], { cwd: elsewhere });
    assert.equal(code, 0);
  });

  test('follows a link to a folder that it is granted', async () => {
    const link = path.join(folder, 'link');
    fs.mkdirSync(path.join(folder, 'behind'));
    fs.symlinkSync('behind', link);
    write('behind/main.py', 'import os; print(os.path.basename(__file__), os.listdir("/data"))');
    const { stdout } = await wasixPython(
      ['run', '--mount', `${link}:/data`, path.join(link, 'main.py')],
      { cwd: os.tmpdir() },
    );
    assert.equal(stdout, "main.py ['main.py']\n");
  });

  test('finds all files of a folder while it deletes them', async () => {
    const many = path.join(folder, 'many');
    fs.mkdirSync(many);
    for (let index = 0; index < 1000; index++) fs.writeFileSync(path.join(many, `${index}`), '');
    const clear = 'import os\nfor entry in os.scandir("."): os.unlink(entry)\n';
    const { code } = await wasixPython(['-c', clear], { cwd: many });
    assert.deepEqual([code, fs.readdirSync(many)], [0, []]);
  });

  test('reads nothing when it asks for nothing', async () => {
    const file = write(
      'empty_read.py',
      'import os\nprint(os.read(os.open(__file__, os.O_RDONLY), 0))',
    );
    assert.equal((await wasixPython(['run', file])).stdout, "b''\n");
  });

  test('has a temporary folder of its own, which is gone afterwards', async () => {
    const { stdout } = await wasixPython([
      '-c',
      'import tempfile; f = tempfile.NamedTemporaryFile(delete=False); f.write(b"x"); print(f.name)',
    ]);
    assert.match(stdout, /^\/tmp\//);
    assert.ok(!fs.existsSync(stdout.trim()));
  });

  test('sees only the environment that it is given', async () => {
    const show =
      'import os; print(sorted(k for k in os.environ if k.startswith("T_")), os.environ.get("T_B"))';
    const { stdout } = await wasixPython(['run', '--env', 'T_A=1', '--env', 'T_B', '-c', show], {
      env: { T_B: 'passed on', T_C: 'kept back' },
    });
    assert.equal(stdout, "['T_A', 'T_B'] passed on\n");
  });

  test('logs system calls', async () => {
    const { stderr } = await wasixPython(['run', '--strace', '-c', 'open("nothing")']);
    assert.match(stderr, /path_open2\(.*\/nothing".*\) = -1 ENOENT/);
    assert.match(stderr, /proc_exit2\(code=1\) = \?\n$/);
  });

  test('runs threads of other programs all at once, or by turns', async () => {
    const guest = path.join(import.meta.dirname, '../runtime/test/guests/threads.c');
    const parallel = await compileGuestProgram(guest, { flags: ['-DAT_ONCE'] });
    const done = { code: 0, stdout: 'done\n', stderr: '' };
    assert.deepEqual(await wasixPython(['exec', parallel]), done);
    assert.deepEqual(await wasixPython(['exec', '--threads=workers', parallel]), done);
    const alone = await compileGuestProgram(guest);
    assert.deepEqual(await wasixPython(['exec', '--threads=stacks', alone]), done);
  });

  test('runs any WASIX program', async () => {
    const program = await compileGuestProgram(path.join(import.meta.dirname, 'test/hello.c'));
    const { code, stdout } = await wasixPython(['exec', program, 'you', 'there']);
    assert.deepEqual({ code, stdout }, { code: 3, stdout: 'hello you there\n' });
  });

  test('runs a program for WASI, which shares its memory with no one', async () => {
    const wabt = await initializeWabt();
    const { buffer } = wabt.parseWat('hello.wat', HELLO_FOR_WASI).toBinary({});
    const program = path.join(folder, 'hello.wasm');
    fs.writeFileSync(program, buffer);
    assert.deepEqual(await wasixPython(['exec', program]), {
      code: 0,
      stdout: 'hello\n',
      stderr: '',
    });
  });

  test('says in one sentence what is wrong with its arguments', async () => {
    const missing = await wasixPython(['run', '--mount', '/nowhere:/data', '-c', '']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /There is no folder \/nowhere\./);
    const relative = await wasixPython(['run', '--mount', `${folder}:data`, '-c', '']);
    assert.match(relative.stderr, /must be absolute/);
    for (const [mount, sentence] of [
      ['', /"" names no folder/],
      [':/data', /":\/data" names no folder/],
      [`${folder}:/data:rw`, /must have no colon; only :ro can follow/],
    ] as const) {
      const { code, stderr } = await wasixPython(['run', '--mount', mount, '-c', '']);
      assert.deepEqual([code, sentence.test(stderr)], [2, true], stderr);
    }
    const nameless = await wasixPython(['run', '--env', '=value', '-c', '']);
    assert.match(nameless.stderr, /"=value" names no variable/);
    for (const file of [write('text.wasm', 'not what it is called'), write('a', ''), folder]) {
      assert.deepEqual(await wasixPython(['exec', file]), {
        code: 1,
        stdout: '',
        stderr: `wasix-python: ${file} is not a WebAssembly module.\n`,
      });
    }
    const noModule = await wasixPython(['exec', 'missing.wasm']);
    assert.deepEqual(
      [noModule.code, noModule.stderr],
      [1, 'wasix-python: There is no file missing.wasm.\n'],
    );
  });

  test('prints help', async () => {
    const { code, stdout } = await wasixPython(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /run .*\n/);
    assert.match((await wasixPython(['run', '--help'])).stdout, /--mount/);
  });
});
