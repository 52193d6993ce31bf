import type { StackFrame } from '../../protocol/program.ts';
import type { AgentGuest } from './agentGuest.ts';

/** Of the frames of each continuation, how many are looked into. */
const FRAMES = 3;

/** What is evaluated in frames. */
const EXPRESSIONS = [
  'sorted(locals())',
  'getcurrent().gr_wasix_context_id',
  'threading.current_thread().name',
  'flavour.get()',
  'sys.exception()',
  'sys.getrecursionlimit()',
  'not_there',
  'point.length',
];

/**
 * All that an agent tells of a program that stands still, without what two agents may tell
 * differently: addresses, and where greenlets were made, which one that comes late cannot know.
 */
export async function allThatIsTold(guest: AgentGuest): Promise<unknown> {
  const listed = await guest.ask('continuations', { since: 0, mostTasks: 100, knownTasks: [] });
  const tree = await guest.ask('continuationTree', { since: 0, most: 1000 });
  const contexts = [...listed.continuations, ...listed.tasks].map(({ context }) => context);
  const told: Record<string, unknown> = {
    listed,
    tree,
    tasks: await guest.ask('taskList', { start: 0, count: 0 }),
    taskPlaces: await guest.ask('taskPlaces', {}),
    generators: await guest.ask('generatorPlaces', {}),
    names: await guest.ask('names', { contexts }),
    modules: (await guest.ask('modules', {})).filter(({ isSkipped }) => !isSkipped),
    exception: await guest.attempt('exceptionInfo', {}),
  };
  for (const context of contexts) told[`stack of ${context}`] = await stackOf(guest, context);
  return normalized(told);
}

async function stackOf(guest: AgentGuest, context: number): Promise<unknown> {
  const { frames, stacks } = await guest.ask('stacks', { contexts: [context], start: 0, count: 0 });
  const [stack] = stacks;
  if (stack === undefined) return undefined;
  const numbers = stack.frames.map((_, index) => stack.first + index);
  const shown = stack.frames.map(index => frames[index] as StackFrame);
  // The globals of a library have sets, which have no order.
  const isOfUser = (frame: StackFrame): boolean => frame.kind === 'live' && !frame.isSkipped;
  const inner = numbers.filter((_, index) => isOfUser(shown[index] as StackFrame)).slice(0, FRAMES);
  return {
    frames: shown.filter(frame => !isOfMaking(frame)),
    inside: await Promise.all(inner.map(frame => insideOf(guest, frame))),
  };
}

async function insideOf(guest: AgentGuest, frame: number): Promise<unknown> {
  const scopes = await guest.ask('scopes', { frame });
  const evaluate = (expression: string): Promise<unknown> =>
    guest.attempt('evaluate', { expression, frame, context: 'watch', isHexadecimal: false });
  return {
    scopes,
    variables: await Promise.all(
      scopes.map(({ reference }) => guest.ask('variables', { reference, isHexadecimal: false })),
    ),
    values: await Promise.all(EXPRESSIONS.map(evaluate)),
    targets: await guest.attempt('stepTargets', { frame }),
    completions: await guest.attempt('completions', { text: 'wor', frame }),
    data: await guest.attempt('dataInfo', { name: 'words', frame }),
  };
}

/** Whether an entry of a stack is about where the continuation was made. */
function isOfMaking(entry: StackFrame): boolean {
  return entry.kind === 'past' || (entry.kind === 'label' && entry.name === 'created at');
}

function normalized(told: unknown): unknown {
  const text = JSON.stringify(told, (key, value) => {
    if (['instruction', 'createdAt', 'reference', 'memory'].includes(key)) return undefined;
    return typeof value === 'string'
      ? value.replaceAll(/0x[0-9a-f]+|\d{7,}|when=[\d.]+/g, '…')
      : value;
  });
  return JSON.parse(text);
}
