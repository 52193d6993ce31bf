import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { callSuspendable, releaseEndedStacks, suspendable } from '../jspi.ts';
import { MAPPINGS_PER_STACK, prepareEngine } from './engine.ts';

const STACKS = 512;

/** `(module (import "host" "sleep" (func $sleep)) (func (export "sleep") (call $sleep)))` */
// biome-ignore format: one line for each section of the module
const SLEEPER = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x04, 0x01, 0x60, 0x00, 0x00,
  0x02, 0x0e, 0x01, 0x04, 0x68, 0x6f, 0x73, 0x74, 0x05, 0x73, 0x6c, 0x65, 0x65, 0x70, 0x00, 0x00,
  0x03, 0x02, 0x01, 0x00,
  0x07, 0x09, 0x01, 0x05, 0x73, 0x6c, 0x65, 0x65, 0x70, 0x00, 0x01,
  0x0a, 0x06, 0x01, 0x04, 0x00, 0x10, 0x00, 0x0b,
]);

/** A stack that sleeps until it is woken, and then ends. */
interface Sleeper {
  wake: () => void;
  readonly ended: Promise<unknown>;
}

function makeSleepers(count: number): Sleeper[] {
  const sleepers: Sleeper[] = [];
  const wakes: (() => void)[] = [];
  const sleep = suspendable(
    () => new Promise<undefined>(wake => wakes.push(() => wake(undefined))),
  );
  const module = new WebAssembly.Module(SLEEPER);
  const { exports } = new WebAssembly.Instance(module, { host: { sleep } });
  for (let i = 0; i < count; i++) {
    const ended = callSuspendable(exports.sleep as CallableFunction);
    sleepers.push({ wake: wakes[i] as () => void, ended });
  }
  return sleepers;
}

async function end(sleepers: Sleeper[]): Promise<void> {
  for (const { wake } of sleepers) wake();
  await Promise.all(sleepers.map(({ ended }) => ended));
}

function countMappings(): number {
  return fs.readFileSync('/proc/self/maps', 'utf8').split('\n').length;
}

const options = { skip: !fs.existsSync('/proc/self/maps') };

test(
  'P2: a live stack needs as many mappings as the capacity is reckoned with',
  options,
  async () => {
    prepareEngine();
    await end(makeSleepers(1));
    const before = countMappings();
    const sleepers = makeSleepers(STACKS);
    await end(sleepers.filter((_, index) => index % 2 === 0));
    releaseEndedStacks();
    const mappings = (countMappings() - before) / (STACKS / 2);
    assert.equal(
      Math.round(mappings),
      MAPPINGS_PER_STACK,
      `${mappings} in V8 ${process.versions.v8}`,
    );
  },
);

test('P1: stacks that have ended stay mapped until they are released', options, async () => {
  const sleepers = makeSleepers(STACKS);
  const awake = process.memoryUsage().rss;
  await end(sleepers);
  releaseEndedStacks();
  // Each had a page in use at the least.
  const released = awake - process.memoryUsage().rss;
  assert.ok(released > (STACKS / 2) * 4096, `${released} bytes were released`);
});
