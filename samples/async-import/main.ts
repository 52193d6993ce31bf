/**
 * Calls WebAssembly that calls an asynchronous function of the host. Run it with
 * `npm run build` done once: `node samples/async-import/main.ts` (Node 24 or later).
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import initializeWabt from 'wabt';
import { callSuspendable, suspendable } from '../../debug-adapter/runtime/jspi.ts';

/** Adds two numbers, and takes its time. */
async function sum(a: number, b: number): Promise<number> {
  await setTimeout(10);
  return a + b;
}

/** The sum that the module asks for. */
export async function main(): Promise<number> {
  const wabt = await initializeWabt();
  const text = readFileSync(new URL('sum.wat', import.meta.url), 'utf8');
  const { buffer } = wabt.parseWat('sum.wat', text).toBinary({});
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(buffer)), {
    host: { sum: suspendable(sum) },
  });
  return (await callSuspendable(exports.run as CallableFunction)) as number;
}

if (import.meta.main) console.log(await main());
