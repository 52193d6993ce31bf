import { setTimeout as pause } from 'node:timers/promises';
import { Listener } from '../../debug-adapter/session/test/listener.ts';
import { type Figure, round } from './figure.ts';
import { writeProgram } from './programs.ts';

/** What the program uses, in MB. */
const USED = 200;

const FEW = 10;
const MANY = 200;

/** How long what is being given back may take to be gone, in milliseconds. */
const SETTLING_TIME = 1_000;

const PROGRAM = `import threading

kept = b"x" * ${USED * 1e6}
print("ready", flush=True)
threading.Event().wait()
`;

/** The memory of the adapter, in MB, after {@link FEW} and {@link MANY} restarts of a program that uses some. */
async function measureRestarts(adapter: Listener): Promise<{ few: number; many: number }> {
  const client = await adapter.launched({ program: writeProgram('holding.py', PROGRAM) });
  const isReady = () => client.event('output', ({ output }) => output === 'ready\n');
  await client.request('configurationDone');
  await isReady();
  let restarts = 0;
  const memoryAfter = async (count: number): Promise<number> => {
    for (; restarts < count; restarts++) {
      await client.request('restart');
      await isReady();
    }
    await pause(SETTLING_TIME);
    return adapter.residentMemory;
  };
  const few = await memoryAfter(FEW);
  const many = await memoryAfter(MANY);
  await client.close();
  return { few, many };
}

/** What the adapter keeps of the memory of programs that have ended. Linux alone tells it. */
export async function memoryFigures(): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const adapter = Listener.adapter();
  const memory = await measureRestarts(adapter).finally(() => adapter.end('SIGTERM'));
  return [
    {
      name: `memory of the adapter after ${MANY} restarts of a program that uses ${USED} MB`,
      value: round(memory.many),
      unit: 'MB',
      reference: { name: `after ${FEW} restarts`, value: round(memory.few), unit: 'MB' },
      target: `at most 1.2 × the reference (it is ${(memory.many / memory.few).toFixed(2)} ×)`,
    },
  ];
}
