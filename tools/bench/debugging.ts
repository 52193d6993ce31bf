import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ContinuationInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { adapterEnvironment } from '../../debug-adapter/session/node/adapterEnvironment.ts';
import { ADAPTER, DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { arrange } from '../../extension/continuations/arrangement.ts';
import { exchange } from './bareExchange.ts';
import { type Figure, median, round } from './figure.ts';
import { writeProgram } from './programs.ts';
import { runPython } from './wasixPython.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/switch/main.py');

const LAUNCHES = 7;
const LOOPS = 9;

/** Where each suspended greenlet of `standWithGreenlets` has called `switch`. */
const SUSPENDED_LINE = 4;

/**
 * Starts a program under the debugger and stops it at a line.
 * @param adapter another one than this project's.
 */
async function launchTo(
  program: string,
  lines: readonly number[],
  adapter = ADAPTER,
): Promise<DapClient> {
  const client = new DapClient(adapterCommand(adapter));
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program });
  await client.event('initialized');
  await client.request('setBreakpoints', {
    source: { path: program },
    breakpoints: lines.map(line => ({ line })),
  });
  await client.request('configurationDone');
  return client;
}

/** As the extension starts this project's adapter, and another one as it is. */
function adapterCommand(adapter: string): string[] {
  const command = [process.execPath, adapter];
  if (adapter !== ADAPTER) return command;
  const variables = Object.entries(adapterEnvironment()).map(([name, value]) => `${name}=${value}`);
  return ['/usr/bin/env', ...variables, ...command];
}

/** So long a session has to last for all to be kept with which the next one starts sooner, in milliseconds. */
const KEEPING = 1_500;

/**
 * From the start of an adapter's process to the first stop with its stack, in seconds.
 *
 * @param pause how long the program stands there, in milliseconds.
 */
export async function timeLaunch(adapter = ADAPTER, pause = 0): Promise<number> {
  const start = performance.now();
  const client = await launchTo(SAMPLE, [4], adapter);
  const { threadId } = await client.event('stopped');
  await client.request('stackTrace', { threadId });
  const time = (performance.now() - start) / 1000;
  await sleep(pause);
  await client.close();
  return time;
}

/** Has an adapter start as it does for who has debugged with it before. */
export async function warmUp(adapter = ADAPTER): Promise<void> {
  await timeLaunch(adapter, KEEPING);
}

async function measureLaunch(): Promise<number> {
  await warmUp();
  const times: number[] = [];
  for (let launch = 0; launch < LAUNCHES; launch++) times.push(await timeLaunch());
  return median(times);
}

async function measureBareRun(): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < LAUNCHES; run++) {
    const start = performance.now();
    await runPython('pass');
    times.push((performance.now() - start) / 1000);
  }
  return median(times);
}

/** Times of a loop, with and without a breakpoint in the same function that is never reached. */
async function measureLoop(): Promise<{ plain: number; withBreakpoint: number }> {
  const program = writeProgram(
    'loop.py',
    `import time

def work():
    total = 0
    for number in range(400_000):
        total += number * 2
        if total < 0:
            total = 0
    return total

for _ in range(${2 * LOOPS}):
    start = time.perf_counter()
    work()
    elapsed = time.perf_counter() - start
    print(elapsed * 1e3)
    pass
`,
  );
  const client = await launchTo(program, [16]);
  const times: { plain: number[]; withBreakpoint: number[] } = { plain: [], withBreakpoint: [] };
  // In turn, since the machine's speed drifts.
  for (let loop = 0; loop < 2 * LOOPS; loop++) {
    const { threadId } = await client.event('stopped');
    const { output } = await client.event('output', body => body.category === 'stdout');
    const kind = loop % 2 === 0 ? 'plain' : 'withBreakpoint';
    times[kind].push(Number(output));
    const next = kind === 'plain' ? [8, 16] : [16];
    await client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: next.map(line => ({ line })),
    });
    await client.request('continue', { threadId });
  }
  await client.close();
  return { plain: median(times.plain), withBreakpoint: median(times.withBreakpoint) };
}

/** A program that stands still with that many suspended greenlets. */
async function standWithGreenlets(count: number): Promise<{ client: DapClient; threadId: number }> {
  const program = writeProgram(
    'many.py',
    `from greenlet import getcurrent, greenlet

def wait():
    main.switch()

main = getcurrent()
greenlets = [greenlet(wait) for _ in range(${count})]
for one in greenlets:
    one.switch()
pass
`,
  );
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program, maxThreads: count + 1 });
  await client.event('initialized');
  await client.request('setBreakpoints', {
    source: { path: program },
    breakpoints: [{ line: 10 }],
  });
  await client.request('configurationDone');
  const { threadId } = await client.event('stopped');
  return { client, threadId };
}

/**
 * What an editor asks for at a stop, threads and a stack, with that many suspended greenlets. The
 * program has run between any two rounds.
 */
async function measureThreads(count: number): Promise<number> {
  const { client, threadId } = await standWithGreenlets(count);
  const times: number[] = [];
  for (let run = 0; run < 7; run++) {
    const start = performance.now();
    const { threads } = await client.request('threads');
    await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    times.push(performance.now() - start);
    if (threads.length !== count + 1) throw new Error(`${threads.length} threads`);
    await client.request('evaluate', { expression: 'None', context: 'repl' });
  }
  await client.close();
  return median(times);
}

/**
 * What Helix and Emacs ask for at a stop, the stack of each thread, one after the other; and as
 * many requests for which there is nothing to do. The program has run between any two rounds.
 */
async function measureAllStacks(count: number): Promise<{ stacks: number; requests: number }> {
  const { client } = await standWithGreenlets(count);
  const times: { stacks: number[]; requests: number[] } = { stacks: [], requests: [] };
  for (let stop = 0; stop < 7; stop++) {
    const begin = performance.now();
    const { threads } = await client.request('threads');
    const asked = performance.now() - begin;
    const ofEach = threads.map(({ id }: { id: number }) => ({ threadId: id }));
    const stacks = await client.lend((input, output) =>
      exchange(input, output, 'stackTrace', ofEach),
    );
    const others = stacks.responses.slice(1).map(({ body }) => body.stackFrames[0].line);
    if (others.length !== count || others.some(line => line !== SUSPENDED_LINE)) {
      throw new Error(`stacks that end in lines ${new Set(others)}`);
    }
    const requests = await client.lend((input, output) =>
      exchange(
        input,
        output,
        'cancel',
        threads.map(() => ({})),
      ),
    );
    times.stacks.push(asked + stacks.duration);
    times.requests.push(requests.duration);
    await client.request('evaluate', { expression: 'None', context: 'repl' });
  }
  await client.close();
  return { stacks: median(times.stacks), requests: median(times.requests) };
}

/**
 * What the Continuations view does at a stop, but for the editor's own drawing: asks for all of
 * them, arranges and folds them, and unfolds a row; and what the editor asks for in any case.
 */
async function measureTree(count: number): Promise<{ tree: number; page: number; stop: number }> {
  const { client, threadId } = await standWithGreenlets(count);
  const times: { tree: number[]; page: number[]; stop: number[] } = {
    tree: [],
    page: [],
    stop: [],
  };
  for (let run = 0; run < 5; run++) {
    const begin = performance.now();
    await client.request('threads');
    await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    const asked = performance.now();
    const all: ContinuationInfo[] = [];
    for (let total = 1; all.length < total; ) {
      const page = await client.request('continuations', { start: all.length, count: 2_000 });
      all.push(...page.continuations);
      total = page.total;
    }
    const [main] = arrange(all, 'parent');
    const folded = main?.below?.() ?? [];
    const arranged = performance.now();
    if (folded[0]?.below?.().length !== count) throw new Error('they are not folded');
    times.stop.push(asked - begin);
    times.tree.push(arranged - asked);
    times.page.push(performance.now() - arranged);
    await client.request('evaluate', { expression: 'None', context: 'repl' });
  }
  await client.close();
  return { tree: median(times.tree), page: median(times.page), stop: median(times.stop) };
}

export async function debuggingFigures(): Promise<Figure[]> {
  const bareRun = await measureBareRun();
  const launch = await measureLaunch();
  const loop = await measureLoop();
  const threads = new Map<number, number>();
  for (const count of [1, 1_000, 10_000]) threads.set(count, await measureThreads(count));
  const all = await measureAllStacks(1_000);
  const tree = await measureTree(10_000);
  const oneThread = {
    name: 'the same with 1 greenlet',
    value: round(threads.get(1) ?? 0),
    unit: 'ms',
  };
  return [
    {
      name: 'launch to first stop',
      value: round(launch),
      unit: 's',
      reference: { name: 'wasix-python -c pass', value: round(bareRun), unit: 's' },
      target: 'at most 0.9 s',
    },
    {
      name: 'loop with an unhit breakpoint',
      value: round(loop.withBreakpoint),
      unit: 'ms',
      reference: { name: 'the same loop without', value: round(loop.plain), unit: 'ms' },
      target: `at most 2 % above the reference (it is ${((loop.withBreakpoint / loop.plain - 1) * 100).toFixed(1)} %)`,
    },
    ...[...threads].map(([count, time]) => ({
      name: `threads and stack with ${count} suspended greenlet${count === 1 ? '' : 's'}`,
      value: round(time),
      unit: 'ms',
      reference: oneThread,
      ...(count === 10_000 ? { target: 'at most 20 ms' } : {}),
    })),
    {
      name: 'threads and the stack of each, one by one, with 1000 suspended greenlets',
      value: round(all.stacks),
      unit: 'ms',
      reference: {
        name: 'as many requests for which there is nothing to do',
        value: round(all.requests),
        unit: 'ms',
      },
      target: 'at most 100 ms',
    },
    {
      name: 'the tree of 10,000 continuations, asked for and arranged',
      value: round(tree.tree),
      unit: 'ms',
      reference: { name: 'threads and stack', value: round(tree.stop), unit: 'ms' },
    },
    {
      name: 'a row of 10,000 in it, unfolded',
      value: round(tree.page),
      unit: 'ms',
      reference: { name: 'the tree', value: round(tree.tree), unit: 'ms' },
    },
  ];
}
