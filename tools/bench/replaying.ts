import path from 'node:path';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { type Figure, geometricMean, median, round } from './figure.ts';
import { temporaryFolder, writeProgram } from './programs.ts';
import { CLI, outputOf } from './wasixPython.ts';

const PAIRS = 7;
const STEPS = 20;

/** It computes for about two seconds, and a little more at its end. */
const COMPUTING = `def add(count):
    total = 0
    for number in range(count):
        total += number
    return total

def finish(count):
    total = 0
    for number in range(count):
        total += number
    return total

results = [add(1_000_000) for turn in range(30)]
print(len(results), finish(40))
`;

/** Where its last function begins, and returns. */
const [FIRST_LINE, LAST_LINE] = [8, 11];

/** What a service does in a minute in which nobody asks anything of it. */
const IDLE = `
import asyncio
async def main():
    for _ in range(60):
        await asyncio.sleep(1)
asyncio.run(main())
`;

/** How long replays take, and steps backwards in them. */
export async function replayingFigures(): Promise<Figure[]> {
  const computing = await recorded('computing.py', COMPUTING);
  const idle = await recorded('idle.py', IDLE);
  return [
    await measureReplay(computing),
    await measureIdle(idle),
    await measureStepBack(computing),
  ];
}

interface Recorded {
  readonly program: string;
  readonly file: string;
  /** How long the run took, in seconds. */
  readonly seconds: number;
}

async function recorded(name: string, text: string): Promise<Recorded> {
  const program = writeProgram(name, text);
  const file = path.join(temporaryFolder(), `${name}.rec`);
  const seconds = await timeOf('run', '--record', file, program);
  return { program, file, seconds };
}

async function timeOf(...args: string[]): Promise<number> {
  const begun = performance.now();
  await outputOf([process.execPath, CLI, ...args]);
  return (performance.now() - begun) / 1000;
}

async function measureReplay({ program, file }: Recorded): Promise<Figure> {
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const [replayed, run] = [await timeOf('replay', file), await timeOf('run', program)];
    ratios.push(replayed / run);
  }
  return {
    name: 'a program of two seconds, replayed',
    value: round(geometricMean(ratios)),
    unit: 'times as long',
    reference: { name: 'run', value: 1, unit: 'times as long' },
  };
}

async function measureIdle({ file, seconds }: Recorded): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < PAIRS; run++) times.push(await timeOf('replay', file));
  return {
    name: 'an idle minute, replayed',
    value: round(median(times)),
    unit: 's',
    reference: { name: 'recorded', value: round(seconds), unit: 's' },
    target: 'no minute',
  };
}

/** Steps back at the end of a run, and forward in a live one: to the stack that is shown then. */
async function measureStepBack({ program, file }: Recorded): Promise<Figure> {
  const back = await stepTimes({ replay: file }, program, LAST_LINE, 'stepBack');
  const live = await stepTimes({ program }, program, FIRST_LINE, 'next');
  return {
    name: 'Step Back at the end of a run of two seconds, p50',
    value: round(median(back)),
    unit: 'ms',
    reference: { name: 'Step Over in a live run, p50', value: round(median(live)), unit: 'ms' },
    target: 'at most 250 ms, once replays stand at earlier moments',
  };
}

async function stepTimes(
  configuration: object,
  program: string,
  line: number,
  command: 'stepBack' | 'next',
): Promise<number[]> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', configuration);
  await client.event('initialized');
  await client.request('setBreakpoints', {
    source: { path: program },
    breakpoints: [{ line }],
  });
  await client.request('configurationDone');
  let { threadId } = await client.event('stopped');
  const times: number[] = [];
  // The first is not counted: replays are sent to where they will be wanted by it.
  for (let step = 0; step <= STEPS; step++) {
    const begun = performance.now();
    await client.request(command, { threadId });
    ({ threadId } = await client.event('stopped'));
    await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    if (step > 0) times.push(performance.now() - begun);
  }
  await client.close();
  return times;
}
