import type { RequestName } from '../../debug-adapter/session/requests.ts';
import type { Numbers } from './numbers.ts';
import type { Random } from './random.ts';
import { wrongValue } from './values.ts';

/** A request to be sent. */
export interface FuzzedRequest {
  readonly command: string;
  readonly arguments?: unknown;
  /** Whether it may take for ever, and has to be cancelled. */
  readonly isEndless?: boolean;
}

type Maker = (random: Random, numbers: Numbers) => unknown;

const EXPRESSIONS = [
  '1 + 1',
  'rounds',
  'workers',
  'table',
  'buffer',
  'no_such_name',
  '1 +',
  '('.repeat(300),
  'table[3]',
  'rounds = 3',
  'raise SystemExit(3)',
  'print("said")',
  'list(range(100000))',
  '"\\ud800"',
];

const ENDLESS = ['[None for _ in iter(int, 1)]', 'sum(1 for _ in iter(int, 1))'];

const flag: Maker = random => random.happens(0.5);
const line: Maker = random => random.below(30);
const count: Maker = random => random.of([0, 1, 3, 20, 200]);
const expression: Maker = random => random.of(EXPRESSIONS);
const word: Maker = random => random.of(['work', 'rounds', '__main__:*', 'lambda', 'é', ' ']);
const format: Maker = random => ({ hex: random.happens(0.5) });
const thread: Maker = (random, numbers) => numbers.threads.choose(random);
const frame: Maker = (random, numbers) => numbers.frames.choose(random);
const reference: Maker = (random, numbers) => numbers.references.choose(random);
const address: Maker = (random, numbers) => numbers.addresses.choose(random);
const source: Maker = (random, numbers) =>
  random.happens(0.9) ? { path: numbers.program } : { sourceReference: random.below(4) };
const granularity: Maker = random => random.of(['statement', 'line', 'instruction']);
const condition: Maker = random => random.of(['rounds > 5', 'False', '1 +', '> 3', '%0', ' ']);

function listOf(shape: Record<string, Maker>): Maker {
  return (random, numbers) =>
    Array.from({ length: random.below(4) }, () => make(shape, random, numbers));
}

const step = { threadId: thread, singleThread: flag, granularity };

/** What the arguments of each request are made of. */
const SHAPES: Record<RequestName, Record<string, Maker>> = {
  initialize: { adapterID: word, locale: word, supportsProgressReporting: flag },
  launch: { program: (_, { program }) => program, stopOnEntry: flag, justMyCode: flag },
  attach: { host: word, port: count, token: word },
  configurationDone: {},
  restart: {},
  cancel: { requestId: (random, { lastRequest }) => lastRequest - random.below(20) },
  terminate: {},
  disconnect: { terminateDebuggee: flag, suspendDebuggee: flag },
  setBreakpoints: {
    source,
    breakpoints: listOf({
      line,
      column: line,
      condition,
      hitCondition: condition,
      logMessage: expression,
    }),
  },
  setExceptionBreakpoints: {
    filters: random => [random.of(['raised', 'uncaught', 'switch', 'crossing', 'nothing'])],
    filterOptions: listOf({ filterId: () => 'raised', condition }),
  },
  setFunctionBreakpoints: {
    breakpoints: listOf({ name: word, condition, hitCondition: condition }),
  },
  setInstructionBreakpoints: {
    breakpoints: listOf({ instructionReference: address, offset: line }),
  },
  setDataBreakpoints: {
    breakpoints: listOf({ dataId: (random, numbers) => numbers.dataIds.choose(random), condition }),
  },
  dataBreakpointInfo: { name: expression, variablesReference: reference, frameId: frame },
  breakpointLocations: { source, line, column: line, endLine: line, endColumn: line },
  gotoTargets: { source, line },
  goto: { threadId: thread, targetId: line },
  disassemble: { memoryReference: address, instructionCount: count, instructionOffset: line },
  exceptionInfo: { threadId: thread },
  continue: { threadId: thread, singleThread: flag },
  next: step,
  stepIn: { ...step, targetId: random => random.below(3) },
  stepOut: step,
  stepBack: step,
  reverseContinue: { threadId: thread, singleThread: flag },
  reverseToSwitch: {},
  travelTo: { instruction: count },
  reverseToChange: { name: expression, variablesReference: reference, frameId: frame },
  replayPosition: {},
  goToPosition: { position: count },
  stepInTargets: { frameId: frame },
  pause: { threadId: thread },
  terminateThreads: { threadIds: (random, numbers) => [numbers.threads.choose(random)] },
  resume: {},
  stepToSwitch: { threadId: thread },
  runToContinuation: {
    threadId: thread,
    continuationId: random => random.below(5),
    taskId: random => random.below(5),
  },
  stopAtResumptions: { continuationId: random => random.below(5), isWanted: flag },
  showContinuation: {
    continuationId: random => random.below(5),
    taskId: random => random.below(5),
    generatorId: random => random.below(5),
  },
  continuations: { start: count, count },
  stacks: { threadIds: random => [random.below(5), random.below(5)], levels: count },
  tasks: { start: count, count },
  generatorPlaces: {},
  generators: { place: random => random.below(5), start: count, count },
  parallelStacks: {},
  overview: {},
  switchLog: { start: count, count },
  switchPage: { start: count, count, thread: count },
  threads: {},
  stackTrace: { threadId: thread, startFrame: count, levels: count, format },
  scopes: { frameId: frame },
  variables: {
    variablesReference: reference,
    filter: () => 'indexed',
    start: count,
    count,
    format,
  },
  setVariable: { variablesReference: reference, name: word, value: expression, format },
  evaluate: {
    expression,
    frameId: frame,
    context: random => random.of(['watch', 'hover', 'repl', 'clipboard', 'none']),
    format,
  },
  setExpression: { expression, value: expression, frameId: frame },
  completions: { text: expression, column: line, frameId: frame },
  readMemory: { memoryReference: address, offset: line, count },
  writeMemory: { memoryReference: address, offset: line, data: () => 'AAEC' },
  modules: { startModule: count, moduleCount: count },
  loadedSources: {},
  locations: { locationReference: line },
  source: { source, sourceReference: line },
};

/** Those that are slow, or after which there is nothing to ask. */
const RARE = new Set<RequestName>(['launch', 'restart', 'terminate', 'terminateThreads', 'goto']);
const RARITY = 0.02;

const NAMES = Object.keys(SHAPES) as RequestName[];

/** Some request, with arguments that are right, wrong or not there. */
export function someRequest(random: Random, numbers: Numbers): FuzzedRequest {
  if (random.happens(0.02)) return { command: random.of(['', 'toString', 'fly', '\ud800']) };
  if (random.happens(0.02)) {
    return {
      command: 'evaluate',
      arguments: { expression: random.of(ENDLESS), frameId: numbers.frames.choose(random) },
      isEndless: true,
    };
  }
  const command = random.of(NAMES);
  if (RARE.has(command) && !random.happens(RARITY)) return someRequest(random, numbers);
  // Always a wrong one: what a right one does is seen at the end.
  if (command === 'disconnect') return { command, arguments: { terminateDebuggee: 'yes' } };
  if (random.happens(0.03)) return { command, arguments: wrongValue(random) };
  return { command, arguments: make(SHAPES[command], random, numbers) };
}

function make(shape: Record<string, Maker>, random: Random, numbers: Numbers): object {
  const args: Record<string, unknown> = {};
  const faults = random.of([0, 0, 0.1, 0.5]);
  for (const [name, maker] of Object.entries(shape)) {
    args[name] = random.happens(faults) ? wrongValue(random) : maker(random, numbers);
  }
  return args;
}
