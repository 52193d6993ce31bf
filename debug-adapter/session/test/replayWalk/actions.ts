import { existsSync, readFileSync } from 'node:fs';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Random } from '../../../../tools/fuzz/random.ts';
import type { Sight } from './sight.ts';

/** What a walk does next. */
export interface Action {
  readonly command: string;
  readonly args: object;
  /** Whether the program moves by it: whether it stops elsewhere afterwards. */
  readonly moves: boolean;
  /** Whether it may be refused. */
  readonly mayFail: boolean;
}

/** What is known where a walk stands. */
export interface Standing {
  readonly sight: Sight;
  readonly threadId: number;
  /** The positions where it has been. */
  readonly seen: readonly number[];
  /** The files in which it has stood. */
  readonly files: readonly string[];
}

/** Lines of a file that cannot be read here. */
const USUAL_LENGTH = 50;

const CONDITIONS = [
  'True',
  'False',
  'len(locals()) > 3',
  'len(locals()) % 2',
  "__import__('greenlet').getcurrent().parent is not None",
  'no_such_name',
  // What changes the program, in a copy of it.
  "globals().update(changed='by a condition') or False",
  "__import__('os')._exit(3)",
];

const HITS = ['1', '2', '>= 2', '% 3', '== 4', '< 3'];

const FILTERS = ['raised', 'uncaught', 'switch'];

const FILTER_CONDITIONS = ['True', "type(exception).__name__ == 'KeyError'", 'exception.args'];

/** Expressions, of which most change something or do what a program may not like. */
const EXPRESSIONS = [
  'locals()',
  "exec('x = 1', globals())",
  "globals().update(json='changed', total=-1, name=None)",
  'globals().clear()',
  "__import__('sys').modules.clear()",
  "__import__('gc').collect()",
  "__import__('random').random()",
  "print('printed by the walk')",
  "__import__('time').sleep(0.01)",
  '[each.append(1) for each in list(locals().values()) if isinstance(each, list)]',
  '[each.clear() for each in list(locals().values()) if isinstance(each, (dict, set))]',
  "__import__('sys').exit(3)",
  '1 / 0',
  "__import__('tempfile').NamedTemporaryFile('w', delete=False).write('written')",
  "__import__('greenlet').greenlet(print).switch('in a greenlet')",
  "__import__('sys').setrecursionlimit(80)",
  "__import__('gc').disable()",
  "__import__('sys').stdout.close()",
  'bytearray(20_000_000)',
  "__import__('os')._exit(3)",
  "__import__('signal').raise_signal(9)",
  '(lambda f: f(f))(lambda f: f(f))',
];

const VALUES = ['0', "'changed'", '[1, 2]', 'None', '{}'];

type Make = (standing: Standing, random: Random) => Action | undefined;

/** How often each is chosen, and what makes one. */
const KINDS: readonly (readonly [number, Make])[] = [
  ...(['next', 'stepIn', 'stepOut'] as const).map(command => [7, stepper(command)] as const),
  [12, stepper('stepBack')],
  [8, mover('continue')],
  [10, mover('reverseContinue')],
  [5, () => action('reverseToSwitch')],
  [5, ({ threadId }) => action('stepToSwitch', { threadId })],
  [20, goToPosition],
  [8, setBreakpoints],
  [3, setFilters],
  [4, reverseToChange],
  [4, travelTo],
  [3, watchVariable],
  [
    1,
    () => ({
      command: 'setDataBreakpoints',
      args: { breakpoints: [] },
      moves: false,
      mayFail: false,
    }),
  ],
  [2, () => ({ command: 'switchPage', args: {}, moves: false, mayFail: false })],
  [8, evaluate],
  [5, setVariable],
];

const TOTAL = KINDS.reduce((sum, [weight]) => sum + weight, 0);

/** Chooses what to do. */
export function chooseAction(standing: Standing, random: Random): Action {
  let rest = random.below(TOTAL);
  const found = KINDS.find(([weight]) => {
    rest -= weight;
    return rest < 0;
  });
  return found?.[1](standing, random) ?? goToPosition(standing, random);
}

function action(command: string, args: object = {}): Action {
  return { command, args, moves: true, mayFail: false };
}

function stepper(command: string): Make {
  return ({ threadId, sight }, random) => {
    const isOther = random.happens(0.1);
    const thread = isOther ? random.of(sight.threads).id : threadId;
    // Not all that can be shown can be stepped.
    return {
      ...action(command, {
        threadId: thread,
        ...(command !== 'stepBack' && random.happens(0.1) ? { singleThread: true } : {}),
        ...(random.happens(0.2) ? { granularity: 'instruction' } : {}),
      }),
      mayFail: isOther,
    };
  };
}

function mover(command: string): Make {
  return ({ threadId }) => action(command, { threadId });
}

function goToPosition({ sight, seen }: Standing, random: Random): Action {
  const { position, first, end = position } = sight.place;
  const wanted = random.of([
    () => random.of(seen),
    () => random.of(seen),
    () => first + random.below(end - first + 1),
    () => first + random.below(end - first + 1) + 0.5,
    () => Math.max(0, position - random.below(200)),
    () => position + random.below(200),
    () => random.of([position, 0, first, end, end + 1, Number.MAX_SAFE_INTEGER]),
  ])();
  return action('goToPosition', { position: wanted });
}

function travelTo({ sight }: Standing, random: Random): Action {
  const { first, end = first } = sight.place;
  return action('travelTo', { instruction: first + random.below(end - first + 1) });
}

/** Not each variable is at one place in memory. */
function reverseToChange({ sight }: Standing, random: Random): Action | undefined {
  if (sight.variables.length === 0) return undefined;
  const { name, container } = random.of(sight.variables);
  return {
    ...action('reverseToChange', { name, variablesReference: container }),
    mayFail: true,
  };
}

function watchVariable({ sight }: Standing, random: Random): Action | undefined {
  if (sight.variables.length === 0) return undefined;
  const { name, container } = random.of(sight.variables);
  const args = { name, variablesReference: container };
  return { command: 'dataBreakpointInfo', args, moves: false, mayFail: false };
}

function setBreakpoints({ files }: Standing, random: Random): Action | undefined {
  if (files.length === 0) return undefined;
  const path = random.of(files);
  const length = existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : USUAL_LENGTH;
  const breakpoints = Array.from({ length: random.below(5) }, () => ({
    line: 1 + random.below(length),
    ...(random.happens(0.25) ? { condition: random.of(CONDITIONS) } : {}),
    ...(random.happens(0.15) ? { hitCondition: random.of(HITS) } : {}),
    ...(random.happens(0.1) ? { logMessage: 'logged {len(locals())}' } : {}),
  })) satisfies DebugProtocol.SourceBreakpoint[];
  const args = { source: { path }, breakpoints };
  return { command: 'setBreakpoints', args, moves: false, mayFail: false };
}

function setFilters(_: Standing, random: Random): Action {
  const chosen = FILTERS.filter(() => random.happens(0.4));
  const [conditional, plain] = [
    chosen.filter(each => each !== 'switch' && random.happens(0.3)),
    chosen,
  ];
  const args = {
    filters: plain.filter(each => !conditional.includes(each)),
    filterOptions: conditional.map(filterId => ({
      filterId,
      condition: random.of(FILTER_CONDITIONS),
    })),
  };
  return { command: 'setExceptionBreakpoints', args, moves: false, mayFail: false };
}

function evaluate({ sight }: Standing, random: Random): Action {
  const args = {
    expression: random.of(EXPRESSIONS),
    frameId: sight.frame,
    context: random.of(['repl', 'watch', 'hover']),
  };
  return { command: 'evaluate', args, moves: false, mayFail: true };
}

function setVariable({ sight }: Standing, random: Random): Action | undefined {
  if (sight.variables.length === 0) return undefined;
  const { name, container } = random.of(sight.variables);
  const args = { variablesReference: container, name, value: random.of(VALUES) };
  return { command: 'setVariable', args, moves: false, mayFail: true };
}
