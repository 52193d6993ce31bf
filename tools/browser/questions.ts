import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TemporaryProject } from '../../debug-adapter/session/test/temporaryProject.ts';
import type { Place } from './places.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../samples/switch/main.py');

const GREENLETS = `
import os
from greenlet import getcurrent, greenlet

main = getcurrent()
sleeping = []
try:
    while True:
        one = greenlet(main.switch)
        one.switch()
        sleeping.append(one)
except MemoryError:
    print(len(sleeping), flush=True)
    os._exit(0)
`;

/** The shortest time, of many, between two that differ. */
const CLOCK = `
import time
shortest = 1
for _ in range(50):
    start = now = time.perf_counter()
    while now == start:
        now = time.perf_counter()
    shortest = min(shortest, now - start)
print(shortest)
`;

const NESTED = `
import json
try:
    json.loads("[" * 100_000)
except RecursionError as error:
    print(type(error).__name__)
`;

const HASHED = `
value = ()
for _ in range(100_000): value = (value,)
hash(value)
print("is computed")
`;

const SOCKET = `
import socket
try:
    server = socket.create_server(("127.0.0.1", 0))
    socket.create_connection(server.getsockname())
    print("reach one another")
except OSError as error:
    print(error)
`;

/** In milliseconds. */
const DELAY = 300;
const PATIENCE = 5_000;

/** Something to find out of a place. */
export interface Question {
  readonly what: string;
  /** @returns a few words. */
  readonly ask: (place: Place) => Promise<string>;
}

/** What may differ between Node and browsers. */
export const QUESTIONS: readonly Question[] = [
  { what: 'greenlets that can sleep at the same time', ask: sleepingGreenlets },
  { what: 'steps of the clock, `time.perf_counter`', ask: clockStep },
  { what: 'JSON in 100,000 brackets', ask: place => printed(place, NESTED) },
  { what: 'the hash of a tuple in 100,000 tuples', ask: place => printed(place, HASHED) },
  { what: 'sockets on loopback', ask: place => printed(place, SOCKET) },
  { what: 'a request while the program computes in C', ask: answerWhileComputing },
  { what: 'launch with `record`', ask: answerToRecord },
  {
    what: 'launch with `replay`, of what is no recording',
    ask: place => answerTo(place, { replay: SAMPLE, cwd: path.dirname(SAMPLE) }),
  },
];

async function printed(place: Place, code: string): Promise<string> {
  const { stdout, crash } = await place.run(code);
  return crash ?? stdout.trim();
}

async function sleepingGreenlets(place: Place): Promise<string> {
  const answer = await printed(place, GREENLETS);
  const count = Number(answer);
  if (Number.isNaN(count)) return answer;
  return `about ${(Math.round(count / 100) * 100).toLocaleString('en')}`;
}

async function clockStep(place: Place): Promise<string> {
  const { stdout } = await place.run(CLOCK);
  return `${Number((Number(stdout) * 1e3).toPrecision(1))} ms`;
}

async function answerWhileComputing(place: Place): Promise<string> {
  using project = new TemporaryProject();
  const program = project.write('main.py', 'print("begins")\nsum(range(10**15))\n');
  const client = place.openClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program });
  await client.request('configurationDone');
  await client.event('output', ({ output }) => output === 'begins\n');
  // By when it is in C, where it stays.
  await sleep(DELAY);
  const answer = client.request('threads').then(
    () => 'is answered',
    () => '',
  );
  const first = await Promise.race([answer, sleep(PATIENCE, 'is not answered')]);
  client.leave();
  await answer;
  return first;
}

async function answerToRecord(place: Place): Promise<string> {
  using project = new TemporaryProject();
  return await answerTo(place, { program: SAMPLE, record: path.join(project.folder, 'run.rec') });
}

/** What the adapter says to a launch. */
async function answerTo(place: Place, configuration: object): Promise<string> {
  const client = place.openClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  const { success, message } = await client.send('launch', configuration);
  await client.close();
  return success ? 'is done' : String(message).replaceAll(SAMPLE, path.basename(SAMPLE));
}
