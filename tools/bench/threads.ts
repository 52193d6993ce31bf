import { commandBefore } from './buildBefore.ts';
import { type Figure, round } from './figure.ts';
import { nativeCommand } from './nativePython.ts';
import { temporaryFolder } from './programs.ts';
import { type Times, timesInTurns } from './timesInTurns.ts';
import { CLI } from './wasixPython.ts';

const RUNS = 9;

/** What is measured, in microseconds. */
type Measure = 'roundTrip' | 'startAndJoin' | 'mainWrite' | 'secondWrite' | 'lateness';

const PROGRAM = `
import json, os, queue, threading, time

def each(count, work):
    "How long work takes, in microseconds: the shortest of some times, each an average."
    def measure():
        start = time.perf_counter()
        for _ in range(count): work()
        return (time.perf_counter() - start) / count * 1e6
    return min(measure() for _ in range(5))

def in_thread(function):
    results = []
    thread = threading.Thread(target=lambda: results.append(function()))
    thread.start()
    thread.join()
    return results[0]

def start_and_join():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

there, back = queue.SimpleQueue(), queue.SimpleQueue()
def answer():
    while (item := there.get()) is not None: back.put(item)
def round_trip():
    there.put(1)
    back.get()
threading.Thread(target=answer).start()
times = {'roundTrip': each(3000, round_trip)}
there.put(None)

times['startAndJoin'] = each(200, start_and_join)

target = os.open('written', os.O_WRONLY | os.O_CREAT)
def write(): os.write(target, b'line\\n')
times['mainWrite'] = each(3000, write)
times['secondWrite'] = in_thread(lambda: each(3000, write))

is_over = False
def compute():
    while not is_over: sum(range(50))
threading.Thread(target=compute).start()
def late():
    start = time.perf_counter()
    time.sleep(0.01)
    return (time.perf_counter() - start - 0.01) * 1e6
times['lateness'] = sorted(late() for _ in range(31))[15]
is_over = True
print(json.dumps(times))
`;

/** What threads cost: now, before they were stacks, and natively, in turns. */
export async function threadFigures(): Promise<Figure[]> {
  const before = await commandBefore();
  const folder = temporaryFolder();
  const wasix = (cli: string): string[] => [process.execPath, cli, '-c', PROGRAM];
  const commands = [wasix(CLI), wasix(before), await nativeCommand(PROGRAM)];
  const [now, then, native] = (await timesInTurns<Measure>(RUNS, commands, folder)) as [
    Times<Measure>,
    Times<Measure>,
    Times<Measure>,
  ];
  const figure = (
    name: string,
    measure: Measure,
    reference: { name: string; value: number },
    target: string,
  ): Figure => ({
    name,
    value: round(now[measure]),
    unit: 'µs',
    reference: { ...reference, value: round(reference.value), unit: 'µs' },
    target,
  });
  const natively = (measure: Measure) => ({
    name: 'native CPython 3.13',
    value: native[measure],
  });
  const ago = (measure: Measure) => ({
    name: 'with a worker for each thread',
    value: then[measure],
  });
  const roundTrip = 'round trip between two threads by SimpleQueue';
  const start = 'start and join of a thread';
  const late = 'a sleep of 10 ms beside a thread that computes, late by';
  return [
    figure(roundTrip, 'roundTrip', natively('roundTrip'), 'at most half of the reference'),
    figure(roundTrip, 'roundTrip', ago('roundTrip'), 'at most a fifth of the reference'),
    figure(start, 'startAndJoin', natively('startAndJoin'), 'at most the reference'),
    figure(start, 'startAndJoin', ago('startAndJoin'), 'at most the reference'),
    figure(
      'a write to a file from a second thread',
      'secondWrite',
      { name: 'from the main thread', value: now.mainWrite },
      'at most 1.2 × the reference',
    ),
    figure(late, 'lateness', natively('lateness'), 'at most the reference'),
    figure(late, 'lateness', ago('lateness'), 'at most the reference'),
  ];
}
