import fs from 'node:fs';
import path from 'node:path';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { nativePython } from '../judge/nativePython.ts';
import { type Figure, median, percentile, round } from './figure.ts';
import { writeProgram } from './programs.ts';

const ADAPTER = path.resolve(import.meta.dirname, '../../dist/debug-adapter.js');

const STEPS = 100;
const RUNS = 5;
const FILES = 100;
const BREAKPOINTS_PER_FILE = 50;
const CHAIN = 800;

/** An adapter to be measured: how to start it, and what its launch configurations have. */
interface Adapter {
  readonly command: readonly string[];
  readonly configuration: object;
}

const OURS: Adapter = { command: [process.execPath, ADAPTER], configuration: {} };

/** debugpy on native CPython; undefined on a machine where it cannot be had. */
async function debugpy(): Promise<Adapter | undefined> {
  const python = await nativePython().catch(() => undefined);
  if (python === undefined) return undefined;
  return {
    command: [python, '-m', 'debugpy.adapter'],
    configuration: { type: 'debugpy', request: 'launch', python: [python] },
  };
}

/** Starts a program with breakpoints in it. */
async function launch(
  adapter: Adapter,
  program: string,
  breakpoints: readonly object[],
  filters: readonly string[] = [],
): Promise<DapClient> {
  const client = new DapClient(adapter.command);
  await client.request('initialize', { adapterID: 'bench', pathFormat: 'path' });
  const launched = client.send('launch', {
    program,
    console: 'internalConsole',
    ...adapter.configuration,
  });
  await client.event('initialized');
  await client.request('setBreakpoints', { source: { path: program }, breakpoints });
  if (filters.length > 0) await client.request('setExceptionBreakpoints', { filters });
  await client.request('configurationDone');
  await launched;
  return client;
}

/** Steps with what an editor asks for after each: the threads and the top of the stack. In ms. */
async function measureSteps(adapter: Adapter): Promise<number[]> {
  const program = writeProgram(
    'steps.py',
    'def work():\n    total = 0\n    for number in range(100_000):\n        total += number\n\nwork()\n',
  );
  const client = await launch(adapter, program, [{ line: 3 }]);
  const { threadId } = await client.event('stopped');
  const times: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const start = performance.now();
    await client.request('next', { threadId });
    await client.event('stopped');
    await client.request('threads');
    await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    times.push(performance.now() - start);
  }
  await client.close();
  return times;
}

/** How much slower a loop is with a condition on its line that is never true. */
async function measureCondition(adapter: Adapter): Promise<number> {
  const program = writeProgram(
    'condition.py',
    `import time

def work():
    total = 0
    for number in range(20_000):
        total += number
    return total

for _ in range(${2 * RUNS}):
    start = time.perf_counter()
    work()
    elapsed = time.perf_counter() - start
    print(elapsed * 1e3, flush=True)
    pass
`,
  );
  const client = await launch(adapter, program, [{ line: 14 }]);
  const times: Record<'plain' | 'conditional', number[]> = { plain: [], conditional: [] };
  for (let run = 0; run < 2 * RUNS; run++) {
    const { threadId } = await client.event('stopped');
    const { output } = await client.event(
      'output',
      body => body.category === 'stdout' && Number(body.output) > 0,
    );
    times[run % 2 === 0 ? 'plain' : 'conditional'].push(Number(output));
    const breakpoints: object[] = [{ line: 14 }];
    if (run % 2 === 0) breakpoints.push({ line: 6, condition: 'number == -1' });
    await client.request('setBreakpoints', { source: { path: program }, breakpoints });
    await client.request('continue', { threadId });
  }
  await client.close();
  return median(times.conditional) / median(times.plain);
}

/** Sets many breakpoints in many files. In ms, for all of them. */
async function measureManyBreakpoints(adapter: Adapter): Promise<number> {
  const lines = Array.from({ length: BREAKPOINTS_PER_FILE }, (_, index) => index + 1);
  const main = writeProgram('many.py', 'first = 1\nsecond = 2\n');
  const files = Array.from({ length: FILES }, (_, index) => {
    const file = path.join(path.dirname(main), `module_${index}.py`);
    fs.writeFileSync(file, lines.map(line => `value_${line} = ${line}\n`).join(''));
    return file;
  });
  const client = await launch(adapter, main, [{ line: 1 }]);
  await client.event('stopped');
  const start = performance.now();
  await Promise.all(
    files.map(file =>
      client.request('setBreakpoints', {
        source: { path: file },
        breakpoints: lines.map(line => ({ line })),
      }),
    ),
  );
  const time = performance.now() - start;
  await client.close();
  return time;
}

/**
 * What a client asks for at an exception that many others have led to. In ms, the first time,
 * which is when a user waits.
 */
async function measureChain(adapter: Adapter): Promise<number> {
  const program = writeProgram(
    'chain.py',
    `error = OSError("the first one")
for number in range(${CHAIN}):
    try:
        raise LookupError(number) from error
    except LookupError as raised:
        error = raised
raise error
`,
  );
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const client = await launch(adapter, program, [], ['uncaught']);
    const { threadId } = await client.event('stopped');
    const start = performance.now();
    await client.request('exceptionInfo', { threadId });
    times.push(performance.now() - start);
    await client.close();
  }
  return median(times);
}

/** What breakpoints and steps cost, beside debugpy in the same run. */
export async function breakpointFigures(): Promise<Figure[]> {
  const steps = await measureSteps(OURS);
  const condition = await measureCondition(OURS);
  const many = await measureManyBreakpoints(OURS);
  const chain = await measureChain(OURS);
  const native = await debugpy();
  const none = { name: 'debugpy cannot be had on this machine', value: 0, unit: '' };
  const theirs = native && {
    step: percentile(await measureSteps(native), 50),
    condition: await measureCondition(native),
    many: await measureManyBreakpoints(native),
    chain: await measureChain(native),
  };
  const beside = (value: number | undefined, unit: string): Figure['reference'] =>
    value === undefined
      ? none
      : { name: 'debugpy, native CPython 3.13', value: round(value), unit };
  const step = { value: round(percentile(steps, 50)), unit: 'ms' };
  return [
    {
      name: 'step p50',
      ...step,
      reference: beside(theirs?.step, 'ms'),
      target: 'at most 10 ms',
    },
    {
      name: 'step p95',
      value: round(percentile(steps, 95)),
      unit: 'ms',
      reference: { name: 'step p50', ...step },
    },
    {
      name: 'a loop with a condition that is never true',
      value: round(condition),
      unit: '× the loop without',
      reference: beside(theirs?.condition, '× the loop without'),
      target: "at most debugpy's",
    },
    {
      name: `${FILES * BREAKPOINTS_PER_FILE} breakpoints in ${FILES} files`,
      value: round(many),
      unit: 'ms',
      reference: beside(theirs?.many, 'ms'),
      target: 'under 1000 ms',
    },
    {
      name: `exceptionInfo of a chain of ${CHAIN} exceptions`,
      value: round(chain),
      unit: 'ms',
      reference: beside(theirs?.chain, 'ms'),
      target: "at most debugpy's",
    },
  ];
}
