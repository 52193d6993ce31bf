import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('threads of a Python program', { concurrency: 2 }, () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'threads-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  /** Runs a program; `interruptAt` is a text in its output upon which it gets Ctrl-C, once. */
  function run(text: string, interruptAt?: string): Promise<Run> {
    const child = spawn(process.execPath, [CLI, '-c', text], { cwd: folder });
    const output = { stdout: '', stderr: '' };
    let isInterrupted = false;
    child.stdout.on('data', data => {
      output.stdout += data;
      if (isInterrupted || interruptAt === undefined) return;
      isInterrupted = output.stdout.includes(interruptAt);
      if (isInterrupted) child.kill('SIGINT');
    });
    child.stderr.on('data', data => (output.stderr += data));
    return new Promise(resolve => child.on('close', code => resolve({ code, ...output })));
  }

  async function prints(text: string, expected: string): Promise<void> {
    const { code, stdout, stderr } = await run(text);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: expected, stderr: '' });
  }

  test('start, have storage of their own, and are joined', () =>
    prints(
      `
import threading
local = threading.local()
local.value = "main's"
def work(n):
    assert not hasattr(local, "value")
    local.value = n
    results.append((threading.current_thread().name, local.value))
results = []
threads = [threading.Thread(target=work, args=(n,), name=f"worker {n}") for n in range(5)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sorted(results), local.value, threading.active_count(), len({t.ident for t in threads}))
`,
      `[('worker 0', 0), ('worker 1', 1), ('worker 2', 2), ('worker 3', 3), ('worker 4', 4)] main's 1 5\n`,
    ));

  test('work through queues and in pools', () =>
    prints(
      `
import queue, threading
from concurrent.futures import ThreadPoolExecutor
q = queue.Queue(maxsize=2)
def produce():
    for n in range(100): q.put(n)
    q.put(None)
threading.Thread(target=produce).start()
print(sum(iter(q.get, None)))
with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(lambda n: n * n, range(10))))
lock, total = threading.Lock(), 0
def count():
    global total
    for _ in range(2000):
        with lock: total += 1
with ThreadPoolExecutor(4) as pool:
    for _ in range(4): pool.submit(count)
print(total)
`,
      '4950\n[0, 1, 4, 9, 16, 25, 36, 49, 64, 81]\n8000\n',
    ));

  test('share descriptors, and wait for one another on pipes', () =>
    prints(
      `
import os, threading
reader, writer = os.pipe()
back_reader, back_writer = os.pipe()
def answer():
    while data := os.read(reader, 100):
        os.write(back_writer, data.upper())
    os.close(back_writer)
thread = threading.Thread(target=answer)
thread.start()
for word in (b"one", b"two"):
    os.write(writer, word)
    print(os.read(back_reader, 100))
os.close(writer)
print(os.read(back_reader, 100))
thread.join()
files = []
thread = threading.Thread(target=lambda: files.append(open("shared", "w+")))
thread.start(); thread.join()
files[0].write("from main"); files[0].seek(0)
print(files[0].read())
`,
      "b'ONE'\nb'TWO'\nb''\nfrom main\n",
    ));

  test('get what they want while the main thread computes', () =>
    prints(
      `
import os, threading, time
done = False
reader, writer = os.pipe()
def wait():
    time.sleep(0.05)
    os.write(writer, open("file", "w").name.encode())
def read():
    global done
    done = os.read(reader, 100)
for work in (read, wait): threading.Thread(target=work).start()
while not done: pass
print(done)
`,
      "b'file'\n",
    ));

  test('open, write and close a database at the same time', () =>
    prints(
      `
import sqlite3, threading
def connect(): return sqlite3.connect("/tmp/shared.db", timeout=60)
with connect() as connection: connection.execute("create table entries (worker, number)")
def work(worker):
    for number in range(20):
        connection = connect()
        with connection: connection.execute("insert into entries values (?, ?)", (worker, number))
        connection.close()
threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(connect().execute("select count(*), count(distinct number) from entries").fetchone())
print(connect().execute("pragma integrity_check").fetchone())
`,
      "(120, 20)\n('ok',)\n",
    ));

  test('have stacks that are deep enough, and greenlets of their own', () =>
    prints(
      `
import greenlet, threading
def recurse(n): return recurse(n + 1)
def deep():
    try: recurse(0)
    except RecursionError: print("RecursionError")
def switch():
    main = greenlet.getcurrent()
    def child(value):
        while True: value = main.switch(value + 1)
    g = greenlet.greenlet(child)
    print([g.switch(n) for n in range(3)])
for work in (deep, switch):
    thread = threading.Thread(target=work)
    thread.start(); thread.join()
`,
      'RecursionError\n[1, 2, 3]\n',
    ));

  test('send signals and receive them', () =>
    prints(
      `
import signal, threading, _thread
got = []
signal.signal(signal.SIGTERM, lambda *_: got.append(threading.current_thread().name))
event = threading.Event()
waiting = threading.Thread(target=event.wait)
waiting.start()
signal.pthread_kill(waiting.ident, signal.SIGTERM)
while not got: pass
event.set(); waiting.join()
sender = threading.Thread(target=signal.pthread_kill, args=(threading.get_ident(), signal.SIGTERM))
sender.start(); sender.join()
while len(got) < 2: pass
print(got)
`,
      "['MainThread', 'MainThread']\n",
    ));

  test('end with the main one, its exit code kept', async () => {
    const { code, stdout } = await run(`
import sys, threading, time
def spin():
    while True: pass
for work in (spin, lambda: time.sleep(1000), sys.stdin.read):
    threading.Thread(target=work, daemon=True).start()
print("bye")
sys.exit(3)
`);
    assert.deepEqual({ code, stdout }, { code: 3, stdout: 'bye\n' });
  });

  test('can end the process while the main thread is busy', async () => {
    const { code } = await run(`
import os, threading
threading.Thread(target=lambda: os._exit(7)).start()
while True: pass
`);
    assert.equal(code, 7);
  });

  test('leave Ctrl-C to the main thread, whoever is busy', async () => {
    const { code, stderr } = await run(
      `
import threading
def spin():
    while True: pass
threading.Thread(target=spin, daemon=True).start()
thread = threading.Thread(target=spin, daemon=True)
thread.start()
print("ready", flush=True)
thread.join()
`,
      'ready',
    );
    assert.match(stderr, /KeyboardInterrupt/);
    assert.equal(code, 130);
  });
});
