import { copySamplePackages } from '../samplePackages.ts';
import { measureEcho } from './echo.ts';
import { type Figure, median, percentile, round } from './figure.ts';
import { TodoService } from './todoService.ts';

/** Each way takes its turn so many times, since the machine's speed drifts. */
const ROUNDS = 7;
const REQUESTS = 400;

/** The services that are compared, in this order. */
type Compared<Value> = readonly [native: Value, pure: Value, wasix: Value, debugged: Value];

/** What a load saw. */
interface Load {
  /** Requests a second. */
  readonly rate: number;
  /** How long requests took, in ms. */
  readonly p50: number;
  readonly p99: number;
}

async function measureLoad(load: () => Promise<number[]>): Promise<Load> {
  const start = performance.now();
  const times = await load();
  const seconds = (performance.now() - start) / 1000;
  return { rate: times.length / seconds, p50: percentile(times, 50), p99: percentile(times, 99) };
}

/** Puts the same load on services in turn. @returns what each saw, by the median of its turns. */
async function compare(
  services: Compared<TodoService>,
  load: (service: TodoService) => Promise<number[]>,
): Promise<Compared<Load>> {
  const turns: Load[][] = services.map(() => []);
  for (let turn = 0; turn <= ROUNDS; turn++) {
    // There and back: who comes after whom must not matter.
    const inTurn = [...services.entries()];
    for (const [index, service] of turn % 2 === 0 ? inTurn : inTurn.reverse()) {
      const seen = await measureLoad(() => load(service));
      // The first one warms up.
      if (turn > 0) turns[index]?.push(seen);
    }
  }
  const middle = (loads: Load[], field: keyof Load): number =>
    median(loads.map(load => load[field]));
  const seen = turns.map(loads => ({
    rate: middle(loads, 'rate'),
    p50: middle(loads, 'p50'),
    p99: middle(loads, 'p99'),
  }));
  return seen as unknown as Compared<Load>;
}

/** @param least how many requests of native Python's are to be answered, as a share. */
function loadFigures(
  what: string,
  least: number,
  [native, pure, wasix, debugged]: Compared<Load>,
): Figure[] {
  const name = `Todo service, ${what}`;
  const rate = (load: Load) => ({ value: round(load.rate), unit: 'requests/s' });
  const slowdown = ((1 - debugged.rate / wasix.rate) * 100).toFixed(1);
  const beside = (load: Load): Pick<Figure, 'reference' | 'target'> => ({
    reference: { name: 'native CPython 3.13, all in pure Python', ...rate(native) },
    target: `at least ${least} × the reference (it is ${(load.rate / native.rate).toFixed(2)} ×)`,
  });
  return [
    { name, ...rate(wasix), ...beside(wasix), higherIsBetter: true },
    {
      name: `${name}, all in pure Python`,
      ...rate(pure),
      ...beside(pure),
      higherIsBetter: true,
    },
    {
      name: `${name}, debugger attached, no breakpoint`,
      ...rate(debugged),
      reference: { name, ...rate(wasix) },
      target: `at most 3 % below the reference (it is ${slowdown} %)`,
      higherIsBetter: true,
    },
    ...(['p50', 'p99'] as const).map(field => ({
      name: `${name}, ${field}`,
      value: round(wasix[field]),
      unit: 'ms',
      reference: { name: 'native CPython 3.13', value: round(native[field]), unit: 'ms' },
      ...(field === 'p99' && { target: 'at most 1.5 × the reference' }),
    })),
  ];
}

async function todoFigures(): Promise<Figure[]> {
  await copySamplePackages();
  const native = await TodoService.native();
  // SQLAlchemy's compiled parts are built in, which the native one has not.
  const pure = await TodoService.wasix('--env', 'DISABLE_SQLALCHEMY_CEXT_RUNTIME=1');
  const wasix = await TodoService.wasix();
  const debugged = await TodoService.debugged();
  const services: Compared<TodoService> = [native, pure, wasix, debugged];
  const list = await compare(services, service => service.list(REQUESTS));
  const change = await compare(services, service => service.change(REQUESTS / 2));
  for (const service of services) await service.stop();
  return [
    {
      name: 'Todo service, start-up to the first answer',
      value: round(wasix.startUp),
      unit: 's',
      reference: { name: 'native CPython 3.13', value: round(native.startUp), unit: 's' },
      target: 'under 3 s',
    },
    ...loadFigures('listing', 0.55, list),
    ...loadFigures('adding, changing, listing, deleting', 0.6, change),
  ];
}

/** What a web service, and a bare socket, can do here and natively. */
export async function servingFigures(): Promise<Figure[]> {
  const todo = await todoFigures();
  const { wasix, native } = await measureEcho();
  return [
    ...todo,
    {
      name: 'TCP echo',
      value: round(wasix),
      unit: 'MB/s',
      reference: { name: 'native CPython 3.13', value: round(native), unit: 'MB/s' },
      higherIsBetter: true,
    },
  ];
}
