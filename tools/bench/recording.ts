import fs from 'node:fs';
import path from 'node:path';
import { copySamplePackages } from '../samplePackages.ts';
import { type Figure, median, round } from './figure.ts';
import { temporaryFolder, writeProgram } from './programs.ts';
import { TodoService } from './todoService.ts';
import { CLI, outputOf } from './wasixPython.ts';

/** Each program is run so often, in pairs. */
const PAIRS = 15;

/** How many requests each turn of a service answers. */
const REQUESTS = 400;

const FIB = 'fib(27), ten times';

/** What a recording may cost, where that was said. */
const TARGETS: Readonly<Record<string, string>> = { [FIB]: 'at most 1.03' };

/** Each prints how long it took, in seconds, without its start. */
const PROGRAMS: Readonly<Record<string, string>> = {
  [FIB]: `
import time
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
begun = time.perf_counter()
for _ in range(10): fib(27)
print(time.perf_counter() - begun)
`,
  '3,000 requests over a socket, each with a file': `
import asyncio, os, tempfile, time
DATA = os.path.join(tempfile.gettempdir(), 'data')
async def serve(reader, writer):
    while line := await reader.readline():
        with open(DATA, 'rb') as file: data = file.read()
        writer.write(line + data)
    writer.close()
async def client(port, count):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    for _ in range(count):
        writer.write(b'request\\n')
        await reader.readexactly(8 + 4000)
    writer.close()
async def main():
    with open(DATA, 'wb') as file: file.write(os.urandom(4000))
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    begun = time.perf_counter()
    await asyncio.gather(*(client(port, 500) for _ in range(6)))
    print(time.perf_counter() - begun)
asyncio.run(main())
`,
};

/** What a recording costs, in size and in time, and how long a replay takes. */
export async function recordingFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, text] of Object.entries(PROGRAMS)) figures.push(...(await measure(name, text)));
  return [...figures, ...(await measureTodoService())];
}

/** The Todo service, which answers the same requests by turns as one that is recorded and as one that is not. */
async function measureTodoService(): Promise<Figure[]> {
  await copySamplePackages();
  const file = path.join(temporaryFolder(), 'service.rec');
  const plain = await TodoService.wasix();
  const recorded = await TodoService.wasix('--record', file);
  const timeOf = async (service: TodoService): Promise<number> => {
    const begun = performance.now();
    await service.list(REQUESTS);
    await service.change(REQUESTS);
    return (performance.now() - begun) / 1000;
  };
  // The first turn warms up.
  await timeOf(plain);
  await timeOf(recorded);
  const sizeBefore = fs.statSync(file).size;
  const ratios: number[] = [];
  let seconds = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const [early, late] = pair % 2 === 0 ? [plain, recorded] : [recorded, plain];
    const times = new Map([[early, await timeOf(early)]]);
    times.set(late, await timeOf(late));
    seconds += times.get(recorded) as number;
    ratios.push((times.get(recorded) as number) / (times.get(plain) as number));
  }
  const size = fs.statSync(file).size - sizeBefore;
  await Promise.all([plain.stop(), recorded.stop()]);
  return [
    {
      name: 'the Todo service under load, recorded',
      value: round(median(ratios)),
      unit: 'times as long',
      reference: { name: 'not recorded', value: 1, unit: 'times as long' },
      target: 'at most 1.05',
    },
    {
      name: 'the Todo service under load: the recording',
      value: round(size / 1000 / seconds),
      unit: 'kB/s',
      reference: {
        name: 'requests recorded',
        value: round((2 * REQUESTS * PAIRS) / seconds),
        unit: 'requests/s',
      },
    },
  ];
}

async function measure(name: string, text: string): Promise<Figure[]> {
  const program = writeProgram('program.py', text);
  const file = path.join(temporaryFolder(), 'run.rec');
  const plain = [process.execPath, CLI, 'run'];
  const ratios: number[] = [];
  let seconds = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const time = async (...options: string[]): Promise<number> =>
      Number(await outputOf([...plain, ...options, program]));
    const isOdd = pair % 2 === 1;
    // There and back: who comes after whom must not matter.
    const early = isOdd ? await time() : await time('--record', file);
    const late = isOdd ? await time('--record', file) : await time();
    seconds = isOdd ? late : early;
    ratios.push(isOdd ? late / early : early / late);
  }
  const target = TARGETS[name];
  return [
    {
      name: `${name}, recorded`,
      value: round(median(ratios)),
      unit: 'times as long',
      reference: { name: 'not recorded', value: 1, unit: 'times as long' },
      ...(target === undefined ? {} : { target }),
    },
    {
      name: `${name}: the recording`,
      value: round(fs.statSync(file).size / 1000),
      unit: 'kB',
      reference: { name: 'seconds recorded', value: round(seconds), unit: 's' },
    },
  ];
}
