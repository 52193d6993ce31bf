import type { DebugProtocol } from '@vscode/debugprotocol';
import * as z from 'zod';
import {
  evaluationGoesOn,
  evaluationTooLong,
  noSuchFrame,
  noSuchScope,
} from '../session/errors.ts';
import { brief, remainder } from './brief.ts';
import { type Connection, request } from './connection.ts';
import { continuation, frame, page, text, wholeNumber } from './fields.ts';
import { threadOf } from './handles.ts';
import type { Program, Stop } from './program.ts';
import { newOutput } from './situation.ts';
import { defineTool } from './tool.ts';

/** How much of a value is told, in characters: among others, and as the result of an expression. */
const LONGEST_VALUE = 200;
const LONGEST_RESULT = 4_000;

/** How long code may take to end once it is interrupted, in milliseconds. */
const INTERRUPTION_PATIENCE = 2_000;

export const variables = defineTool({
  name: 'variables',
  title: 'Show variables',
  summary: 'Shows the variables of any continuation, and what is inside of a value.',
  description:
    'Shows the variables of a frame of any continuation of a program that stands still, or, with "inside", what a value of it holds: attributes, items, keys. Runs no code of the program, not even a __repr__.',
  effect: 'reads',
  input: z.object({
    continuation,
    frame,
    scope: text(
      'Which variables: "Locals", the default, or another scope of the frame, such as "Globals".',
    ).optional(),
    inside: text(
      'What to look into: a name, with attributes and items, such as "jobs[0].state".',
    ).optional(),
    ...page(50, 500),
  }),
  async run({ continuation: name, frame: number, scope, inside, start, count }, call) {
    const { program, stop } = call.standing();
    const { connection } = program;
    const frameId = await frameIdOf(program, stop, name, number);
    const holder =
      inside === undefined
        ? await scopeOf(connection, frameId, scope)
        : await request(connection, 'evaluate', { expression: inside, frameId, context: 'hover' });
    const title =
      'result' in holder ? `${inside} = ${brief(holder.result, LONGEST_VALUE)}` : holder.name;
    const { listed, total } = await members(connection, holder, start, count);
    return [
      `${title}:`,
      ...listed.map(describe),
      ...(total === 0 ? ['  nothing'] : []),
      ...remainder(start, listed.length, total, 'variables'),
    ].join('\n');
  },
});

export const evaluate = defineTool({
  name: 'evaluate',
  title: 'Evaluate Python code',
  summary: 'Evaluates an expression, or runs statements, in a frame of any continuation.',
  description:
    'Evaluates a Python expression, or runs statements, in a frame of any continuation of a program that stands still. It can change the program: to look at values, use `variables`. Answers the value, and what was printed.',
  effect: 'runs',
  input: z.object({
    expression: text('Python code.'),
    continuation,
    frame,
    limit: wholeNumber(
      1,
      600,
      'How many seconds the code may take at most; when they are over, it is interrupted.',
    ).default(20),
  }),
  async run({ expression, continuation: name, frame: number, limit }, call) {
    const { program, stop } = call.standing();
    const frameId = await frameIdOf(program, stop, name, number);
    const isOver = AbortSignal.timeout(limit * 1_000);
    const evaluated = request(
      program.connection,
      'evaluate',
      { expression, frameId, context: 'repl' },
      AbortSignal.any([call.signal, isOver]),
    ).catch(error => {
      throw isOver.aborted ? evaluationTooLong(limit) : error;
    });
    const { result, type } = await Promise.race([evaluated, uninterrupted(limit)]);
    const value = result === '' ? 'done' : brief(result, LONGEST_RESULT);
    return [
      type === undefined || type === '' ? value : `${value} (${type})`,
      ...newOutput(program),
    ].join('\n');
  },
});

/** Fails some time after code should have been interrupted. */
function uninterrupted(limit: number): Promise<never> {
  const signal = AbortSignal.timeout(limit * 1_000 + INTERRUPTION_PATIENCE);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(evaluationGoesOn(limit)));
  });
}

async function frameIdOf(
  program: Program,
  stop: Stop,
  name: string | undefined,
  frame: number,
): Promise<number> {
  const threadId = await threadOf(program, stop, name);
  const { stackFrames, totalFrames = 0 } = await request(program.connection, 'stackTrace', {
    threadId,
    startFrame: frame,
    levels: 1,
  });
  const [found] = stackFrames;
  if (found === undefined) throw noSuchFrame(frame, totalFrames);
  return found.id;
}

async function scopeOf(
  connection: Connection,
  frameId: number,
  name: string | undefined,
): Promise<DebugProtocol.Scope> {
  const { scopes } = await request(connection, 'scopes', { frameId });
  const wanted = name?.toLowerCase();
  const found = scopes.find(scope =>
    wanted === undefined
      ? scope.presentationHint === 'locals'
      : scope.name.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  throw noSuchScope(
    name ?? 'Locals',
    scopes.map(scope => scope.name),
  );
}

/** Some of what is in a scope or a value. Members of a sequence or mapping are fetched in pages. */
async function members(
  connection: Connection,
  {
    variablesReference,
    indexedVariables = 0,
  }: Pick<DebugProtocol.Variable, 'variablesReference' | 'indexedVariables'>,
  start: number,
  count: number,
): Promise<{ listed: readonly DebugProtocol.Variable[]; total: number }> {
  if (variablesReference === 0) return { listed: [], total: 0 };
  if (indexedVariables > 0) {
    const args = { variablesReference, filter: 'indexed' as const, start, count };
    const { variables: listed } = await request(connection, 'variables', args);
    return { listed, total: indexedVariables };
  }
  const { variables: all } = await request(connection, 'variables', { variablesReference });
  const ungrouped = await Promise.all(all.map(variable => withoutGroup(connection, variable)));
  const found = ungrouped.flat();
  return { listed: found.slice(start, start + count), total: found.length };
}

/** What stands in a group of variables; nothing of the names of the language, which say nothing. */
async function withoutGroup(
  connection: Connection,
  variable: DebugProtocol.Variable,
): Promise<readonly DebugProtocol.Variable[]> {
  const { name, value, variablesReference } = variable;
  if (value !== '' || !name.endsWith(' variables')) return [variable];
  if (name === 'special variables') return [];
  return (await request(connection, 'variables', { variablesReference })).variables;
}

function describe({ name, value, type, presentationHint }: DebugProtocol.Variable): string {
  const kind = type === undefined || type === '' ? '' : ` (${type})`;
  if (presentationHint?.lazy === true) return `  ${name}: \`evaluate\` computes it`;
  return `  ${name} = ${brief(value, LONGEST_VALUE)}${kind}`;
}
