import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const THREE_GUESTS = path.join(import.meta.dirname, 'test/threeGuests.ts');

/** Runs a piece of Python and hands over its process and each line that it prints. */
async function run(
  code: string,
  onLine: (line: string, pid: number) => void,
  nodeOptions: string[] = [],
): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [...nodeOptions, CLI, 'run', '-c', code], {
    stdio: 'pipe',
  });
  let stderr = '';
  child.stderr.on('data', data => (stderr += data));
  createInterface(child.stdout).on('line', line => {
    onLine(line, child.pid as number);
    // The program waits for this after each line, so that it can be measured meanwhile.
    child.stdin.write('\n');
  });
  const exitCode = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { code: exitCode, stderr };
}

/** The memory of a process that is resident, in bytes. */
function residentMemory(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(
    fs.readFileSync(`/proc/${pid}/status`, 'utf8'),
  ) as RegExpExecArray;
  return Number(kibibytes) << 10;
}

test('a program that makes greenlets until there is no room goes on working', async () => {
  const lines: string[] = [];
  const { code, stderr } = await run(
    `
import greenlet
main = greenlet.getcurrent()
kept = []
try:
    while True:
        sleeper = greenlet.greenlet(main.switch)
        sleeper.switch()
        kept.append(sleeper)
except MemoryError as error:
    print(len(kept) > 1000, error)
kept.clear()
print(greenlet.greenlet(lambda: "works again").switch())
`,
    line => lines.push(line),
  );
  assert.equal(stderr, '');
  assert.deepEqual(lines, [
    'True greenlet: the host has no room for another context (EAGAIN); ' +
      'let finished greenlets go or keep fewer suspended ones',
    'works again',
  ]);
  assert.equal(code, 0);
});

/** Makes greenlets that sleep until there is no room for another, or enough; `kept` holds them. */
const MAKE = `
import greenlet, threading
def make(kept, enough=1_000_000):
    here = greenlet.getcurrent()
    try:
        while len(kept) < enough:
            sleeper = greenlet.greenlet(here.switch)
            sleeper.switch()
            kept.append(sleeper)
    except MemoryError:
        pass
    return len(kept)
`;

test('P1: the room that greenlets have left is there for those of other threads', async () => {
  const lines: string[] = [];
  const { code, stderr } = await run(
    `${MAKE}
counts = [make([])]
thread = threading.Thread(target=lambda: counts.append(make([])))
thread.start()
thread.join()
print(counts[1] > 0.9 * counts[0] > 1000 or counts)
`,
    line => lines.push(line),
  );
  assert.equal(stderr, '');
  assert.deepEqual(lines, ['True']);
  assert.equal(code, 0);
});

test('P1: the room of a thread that has ended is there as soon as it is joined', async () => {
  const lines: string[] = [];
  const { code, stderr } = await run(
    `${MAKE}
# Nearly what there is room for: the second thread needs what the first has left.
enough = make([]) * 19 // 20
counts = []
is_over = threading.Event()
def follow():
    is_over.wait()
    counts.append(make([], enough))
following = threading.Thread(target=follow)
following.start()
thread = threading.Thread(target=lambda: counts.append(make(kept, enough)))
kept = []
thread.start()
thread.join()
is_over.set()
following.join()
print(counts == [enough] * 2 and enough > 1000 or (enough, counts))
`,
    line => lines.push(line),
  );
  assert.equal(stderr, '');
  assert.deepEqual(lines, ['True']);
  assert.equal(code, 0);
});

test('P2: however few greenlets are left of many, the process has room for what it promises', async () => {
  const lines: string[] = [];
  const { code, stderr } = await run(
    `${MAKE}
kept = []
counts = []
for _ in range(3):
    counts.append(make(kept))
    del kept[::2]
print(counts[0] > 1000 and counts == counts[:1] * 3 or counts)
`,
    line => lines.push(line),
  );
  assert.equal(stderr, '');
  assert.deepEqual(lines, ['True']);
  assert.equal(code, 0);
});

test('P1: guests in one process share what it has room for, at once and one after the other', async () => {
  const guest = `${MAKE}
kept = []
for _ in range(2):
    make(kept)
    del kept[::2]
make([])
print("done")
`;
  const child = spawn(process.execPath, [THREE_GUESTS, guest], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (text += data));
  const code = await new Promise(resolve => child.on('close', resolve));
  assert.equal(text, 'done\ndone\ndone\n');
  assert.equal(code, 0);
});

test('200,000 short-lived greenlets leave no memory behind', async () => {
  const resident: number[] = [];
  const { code, stderr } = await run(
    `
import greenlet
for many in 10_000, 200_000:
    for _ in range(many):
        greenlet.greenlet(len).switch("")
    print(many, flush=True)
    input()
`,
    (_, pid) => resident.push(residentMemory(pid)),
    // A small heap: what is garbage is collected soon, and does not hide what is left behind.
    ['--max-semi-space-size=1', '--max-old-space-size=64'],
  );
  assert.equal(stderr, '');
  assert.equal(code, 0);
  const [before, after] = resident as [number, number];
  assert.ok(after - before < 100 << 20, `${(after - before) >> 20} MiB were left behind`);
});
