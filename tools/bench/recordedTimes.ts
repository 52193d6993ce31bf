import { once } from 'node:events';
import { GuestWorker } from '../../debug-adapter/runtime/node/guestWorker.ts';
import { findPython } from '../../debug-adapter/session/node/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';
import { type Figure, median, round } from './figure.ts';

/** How many pairs of runs, one with exact times and one without, are compared; the first ones warm up. */
const PAIRS = 150;
const WARM_UP = 5;

/** What a debugged program records: RECORDED_SWITCHES of the session. */
const RECORDED_SWITCHES = 65_536;

/** Prints the nanoseconds of a greenlet's switch whenever it is asked to. */
const PROGRAM = `
import time
from greenlet import getcurrent, greenlet

def first():
    while True:
        for _ in range(15_000):
            b.switch()
        main.switch()

def second():
    while True:
        a.switch()

main, a, b = getcurrent(), greenlet(first), greenlet(second)
while True:
    input()
    start = time.perf_counter()
    a.switch()
    print((time.perf_counter() - start) / 30_000 * 1e9, flush=True)
`;

/**
 * What exact times cost a greenlet's switch. Both kinds of run take turns in one process, each a few
 * hundredths of a second, so that what else the machine does is mostly the same for a pair.
 */
export async function recordedTimesFigures(): Promise<Figure[]> {
  const python = findPython();
  if (python === undefined) throw new Error('there is no Python; npm run setup builds it');
  const guest = new GuestWorker({
    ...pythonGuest(python, {
      args: ['-c', PROGRAM],
      env: {},
      cwd: '/',
      mounts: [],
      network: 'off',
      packages: [],
    }),
    output: 'message',
    recordedSwitches: RECORDED_SWITCHES,
  });
  const measure = async (timesAreTicked: boolean): Promise<number> => {
    if (guest.switches !== undefined) guest.switches.timesAreTicked = timesAreTicked;
    guest.writeInput(Buffer.from('\n'));
    const [, bytes] = await once(guest, 'output');
    return Number(Buffer.from(bytes).toString());
  };
  const pairs: { ticked: number; exact: number }[] = [];
  for (let pair = 0; pair < WARM_UP + PAIRS; pair++) {
    pairs.push({ ticked: await measure(true), exact: await measure(false) });
  }
  await guest.terminate();
  const measured = pairs.slice(WARM_UP);
  const cost = median(measured.map(({ ticked, exact }) => (exact / ticked - 1) * 100));
  return [
    {
      name: 'exact times on a greenlet switch',
      value: round(cost),
      unit: '%',
      reference: {
        name: 'greenlet switch, recorded with times exact to 1 ms',
        value: round(median(measured.map(({ ticked }) => ticked))),
        unit: 'ns',
      },
      target: 'at most 5 %',
    },
  ];
}
