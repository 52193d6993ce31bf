import initializeWabt from 'wabt';
import { callSuspendable, suspendable } from '../../debug-adapter/runtime/jspi.ts';
import { suspendOnDemand } from '../../debug-adapter/runtime/suspendOnDemand.ts';
import { type Figure, median, round } from './figure.ts';
import { runPython } from './wasixPython.ts';

const CALLS = 500_000;
const RUNS = 7;

type Import = WebAssembly.ImportValue;

/** Measures imports that have their result at once, in turns. @returns nanoseconds a call of each. */
async function measureImports(imports: readonly Import[]): Promise<number[]> {
  const wabt = await initializeWabt();
  const { buffer } = wabt
    .parseWat(
      'calls.wat',
      `(module
         (import "host" "call" (func $call (param i32) (result i32)))
         (func (export "loop") (param $count i32)
           (loop $again
             (drop (call $call (i32.const 4)))
             (br_if $again
               (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))`,
      {},
    )
    .toBinary({});
  const module = new WebAssembly.Module(new Uint8Array(buffer));
  const runs = imports.map(call => {
    const { exports } = new WebAssembly.Instance(module, { host: { call } });
    return { loop: exports.loop as CallableFunction, times: [] as number[] };
  });
  for (let run = 0; run < RUNS; run++) {
    for (const { loop, times } of runs) {
      const start = performance.now();
      await callSuspendable(loop, CALLS);
      times.push(((performance.now() - start) / CALLS) * 1e6);
    }
  }
  return runs.map(({ times }) => round(median(times)));
}

const WRITE = `
import os, time
target = os.open('/dev/null', os.O_WRONLY)
for run in range(${RUNS}):
    start = time.perf_counter()
    for _ in range(100_000): os.write(target, b'')
    print((time.perf_counter() - start) / 100_000 * 1e9)
`;

export async function systemCallFigures(): Promise<Figure[]> {
  const answer = (): number => 0;
  const [sometimes] = suspendOnDemand([{ parameters: ['i32'], call: answer }]) as [Import];
  const times = await measureImports([suspendable(answer), sometimes, answer]);
  const [always, onDemand, never] = times as [number, number, number];
  const reference = { name: 'import that always suspends', value: always, unit: 'ns' };
  const writes = (await runPython(WRITE)).split('\n').map(Number);
  return [
    { name: 'import that may suspend and need not', value: onDemand, unit: 'ns', reference },
    { name: 'import that cannot suspend', value: never, unit: 'ns', reference },
    { name: 'os.write to /dev/null', value: round(median(writes)), unit: 'ns', reference },
  ];
}
