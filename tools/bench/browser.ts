import fs from 'node:fs';
import path from 'node:path';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { type TimedCourse, timeSession } from '../../debug-adapter/session/test/timedSession.ts';
import { TestPage } from '../browser/testPage.ts';
import { type Figure, median, round } from './figure.ts';
import { type Measure, Pairs } from './pairs.ts';
import { transferFigures } from './playgroundTransfer.ts';
import { writeProgram } from './programs.ts';
import { GREENLET_SWITCH } from './switching.ts';
import { runPython } from './wasixPython.ts';

/** How many browsers are started, one after the other: each is cold for one figure. */
const BROWSERS = 6;

/** How often in each of them what is warm is measured. */
const TIMES = 3;

const FOLDER = '/work';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/switch/main.py');

/** The first line in a greenlet of the sample. */
const SAMPLE_LINE = 4;

const STEPPED = `def work():
    total = 0
    for number in range(100_000):
        total += number

work()
`;

/** How many of a program's own rounds are left out: the code is still being optimised then. */
const WARMING = 2;

const FIBONACCI = `
import time

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

for _ in range(5):
    start = time.perf_counter()
    fib(27)
    print((time.perf_counter() - start) * 1e3)
`;

/**
 * The same in a page of Chromium and in Node, in pairs: where others use the machine, too, their ratios alone say
 * something.
 */
export async function browserFigures(): Promise<Figure[]> {
  const pairs = {
    coldPrint: new Pairs(),
    print: new Pairs(),
    coldStop: new Pairs(),
    stop: new Pairs(),
    step: new Pairs(),
    switching: new Pairs(),
    fibonacci: new Pairs(),
  };
  for (let browser = 0; browser < BROWSERS; browser++) {
    await using page = await TestPage.open('chromium');
    if (browser % 2 === 0) await pairs.coldStop.add(stopInPage(page), stopInNode);
    else await pairs.coldPrint.add(printInPage(page), printInNode);
    // Whichever of them has not been there yet.
    for (const first of [stopInPage(page), printInPage(page)]) await first();
    for (let time = 0; time < TIMES; time++) {
      await pairs.stop.add(stopInPage(page), stopInNode);
      await pairs.print.add(printInPage(page), printInNode);
      await pairs.step.add(stepInPage(page), stepInNode);
    }
    await pairs.switching.add(printedInPage(page, GREENLET_SWITCH), printedInNode(GREENLET_SWITCH));
    await pairs.fibonacci.add(printedInPage(page, FIBONACCI), printedInNode(FIBONACCI));
  }
  const { coldPrint, print, coldStop, stop, step, switching, fibonacci } = pairs;
  return [
    figure('print(1), from asking for it to its end, in a new browser', 'ms', coldPrint),
    figure('print(1), from asking for it to its end, warm', 'ms', print),
    figure('launch to first stop, in a new browser', 'ms', coldStop),
    figure('launch to first stop, warm', 'ms', stop, 2),
    figure('step with threads and stack, p50', 'ms', step),
    figure('greenlet switch, warm', 'ns', switching, 1.3),
    figure('fib(27), warm', 'ms', fibonacci, 1.3),
    ...(await transferFigures()),
  ];
}

function figure(name: string, unit: string, pairs: Pairs, most?: number): Figure {
  const ratio = `${pairs.ratio.toFixed(2)} × in the median of pairs`;
  return {
    name: `in Chromium: ${name}`,
    value: round(pairs.value),
    unit,
    reference: { name: `Node ${process.versions.node}`, value: round(pairs.reference), unit },
    target: most === undefined ? `(${ratio})` : `at most ${most} × the reference (it is ${ratio})`,
  };
}

const SAMPLE_COURSE: TimedCourse = { program: SAMPLE, line: SAMPLE_LINE, steps: 0 };

function stopInPage(page: TestPage): Measure {
  const files = { [SAMPLE]: fs.readFileSync(SAMPLE, 'utf8') };
  return async () => (await page.timeSession(files, SAMPLE_COURSE)).firstStop;
}

async function stopInNode(): Promise<number> {
  return (await sessionInNode(SAMPLE_COURSE)).firstStop;
}

const STEPS = 100;

function stepInPage(page: TestPage): Measure {
  const program = `${FOLDER}/steps.py`;
  const course = { program, line: 3, steps: STEPS };
  return async () => median((await page.timeSession({ [program]: STEPPED }, course)).steps);
}

async function stepInNode(): Promise<number> {
  const program = writeProgram('steps.py', STEPPED);
  return median((await sessionInNode({ program, line: 3, steps: STEPS })).steps);
}

async function sessionInNode(course: TimedCourse): ReturnType<typeof timeSession> {
  const client = new DapClient();
  try {
    return await timeSession(client, course);
  } finally {
    await client.close();
  }
}

function printInPage(page: TestPage): Measure {
  return async () => {
    const begin = performance.now();
    await outputInPage(page, 'print(1)');
    return performance.now() - begin;
  };
}

async function printInNode(): Promise<number> {
  const begin = performance.now();
  await runPython('print(1)');
  return performance.now() - begin;
}

function printedInPage(page: TestPage, code: string): Measure {
  return async () => medianOf(await outputInPage(page, code));
}

function printedInNode(code: string): Measure {
  return async () => medianOf(await runPython(code));
}

async function outputInPage(page: TestPage, code: string): Promise<string> {
  const { stdout, stderr, end } = await page.run(['-c', code], FOLDER, {});
  if (end.kind !== 'exited' || end.code !== 0) throw new Error(stderr);
  return stdout;
}

/** Of what a program has measured in each of its rounds. */
function medianOf(output: string): number {
  return median(output.trim().split('\n').slice(WARMING).map(Number));
}
