import path from 'node:path';
import initializeWabt from 'wabt';
import { compileGuestProgram } from '../../debug-adapter/python/toolchain.ts';
import { callSuspendable, suspendable } from '../../debug-adapter/runtime/jspi.ts';
import { runGuest } from '../../debug-adapter/runtime/test/runGuest.ts';
import { type Figure, median, round } from './figure.ts';
import { runPython } from './wasixPython.ts';

const SWITCHES = 400_000;
const RUNS = 7;

/** The floor: two stacks that do nothing but wake one another, without a runtime between them. */
async function measurePingPong(): Promise<number> {
  const wabt = await initializeWabt();
  const binary = wabt
    .parseWat(
      'pingPong.wat',
      `(module
         (import "host" "swap" (func $swap))
         (func (export "loop") (param $count i32)
           (loop $again
             (call $swap)
             (br_if $again
               (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))`,
    )
    .toBinary({}).buffer;
  let wake: (() => void) | undefined;
  const swap = (): Promise<undefined> => {
    const other = wake;
    const sleep = new Promise<undefined>(resolve => {
      wake = () => resolve(undefined);
    });
    other?.();
    return sleep;
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(binary)), {
    host: { swap: suspendable(swap) },
  });
  const loop = exports.loop as CallableFunction;
  const runs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    wake = undefined;
    const start = performance.now();
    // The stack that ends first has nobody left to wake it for its last swap.
    const stacks = [1, 2].map(() => callSuspendable(loop, SWITCHES / 2).then(() => wake?.()));
    await Promise.all(stacks);
    runs.push(((performance.now() - start) / SWITCHES) * 1e6);
  }
  return median(runs);
}

/** What a debugged program records: RECORDED_SWITCHES of the session. */
const RECORDED_SWITCHES = 65_536;

/** Switches from C through the whole runtime. */
async function measureContextSwitch(recordedSwitches = 0): Promise<number> {
  const source = path.join(import.meta.dirname, 'contextSwitch.c');
  const { end, stdout } = await runGuest(await compileGuestProgram(source), {
    args: [String(SWITCHES), String(RUNS)],
    recordedSwitches,
  });
  if (end.kind !== 'exited' || end.code !== 0) throw new Error(`contextSwitch.c: ${stdout}`);
  return median(stdout.trim().split('\n').map(Number));
}

/** Prints how long a switch takes in each of some runs, in nanoseconds. */
export const GREENLET_SWITCH = `
import sys, time
from greenlet import greenlet

def measure(count):
    def first():
        for _ in range(count // 2):
            b.switch()
    def second():
        while True:
            a.switch()
    a, b = greenlet(first), greenlet(second)
    start = time.perf_counter()
    a.switch()
    return (time.perf_counter() - start) / count * 1e9

for run in range(${RUNS}):
    print(measure(${SWITCHES}))
`;

/** Switches between greenlets, warm. */
async function measureGreenletSwitch(): Promise<number> {
  const runs = (await runPython(GREENLET_SWITCH)).split('\n').map(Number);
  return median(runs.slice(1));
}

export async function switchingFigures(): Promise<Figure[]> {
  const pingPong = await measurePingPong();
  const contextSwitch = await measureContextSwitch();
  const recordedSwitch = await measureContextSwitch(RECORDED_SWITCHES);
  const greenletSwitch = await measureGreenletSwitch();
  const floor = { name: 'raw JSPI ping-pong', value: round(pingPong), unit: 'ns' };
  return [
    { name: 'raw JSPI ping-pong', value: round(pingPong), unit: 'ns', reference: floor },
    {
      name: 'context switch from C',
      value: round(contextSwitch),
      unit: 'ns',
      reference: floor,
      target: `at most 1.6 times the reference (${round(1.6 * pingPong)} ns)`,
    },
    {
      name: 'context switch from C, recorded for the debugger',
      value: round(recordedSwitch),
      unit: 'ns',
      reference: { name: 'context switch from C', value: round(contextSwitch), unit: 'ns' },
    },
    {
      name: 'greenlet switch from Python',
      value: round(greenletSwitch),
      unit: 'ns',
      reference: { name: 'context switch from C', value: round(contextSwitch), unit: 'ns' },
      target: 'at most 1200 ns',
    },
  ];
}
