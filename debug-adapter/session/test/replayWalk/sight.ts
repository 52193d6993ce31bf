import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  ContinuationsResponse,
  ReplayPositionResponse,
} from '../../../protocol/customRequests.ts';
import type { DapClient } from '../dapClient.ts';

/** Of how many threads the variables are looked at, beside the one that has stopped. */
const MOST_THREADS = 3;

/** How many variables are looked at in each thing that has some, and of how many what is in them. */
const MOST_VARIABLES = 40;
const MOST_OPENED = 10;

/** How deep. */
const DEPTH = 2;

/** A variable, and what has it. */
export interface SeenVariable {
  readonly name: string;
  readonly container: number;
}

/** All that a client shows where a replay stands. */
export interface Sight {
  readonly place: ReplayPositionResponse;
  /** The same at each stop at the position. */
  readonly text: string;
  /** The innermost frame of the thread that has stopped, and its local variables. */
  readonly frame: number | undefined;
  readonly variables: readonly SeenVariable[];
  readonly threads: readonly DebugProtocol.Thread[];
  /** The files of the user's own code that are on stacks, by their paths here. */
  readonly files: readonly string[];
}

/** Looks at all threads, their stacks, and the variables of the innermost frames. */
export async function look(client: DapClient, stopped: number): Promise<Sight> {
  const place: ReplayPositionResponse = await client.request('replayPosition');
  const { threads } = (await client.request('threads')) as DebugProtocol.ThreadsResponse['body'];
  const lines: string[] = [];
  const files = new Set<string>();
  let own: Awaited<ReturnType<typeof seeFrame>> | undefined;
  let frame: number | undefined;
  let others = 0;
  for (const { id, name } of threads) {
    const isStopped = id === stopped;
    lines.push(`${isStopped ? '*' : ' '} ${name}`);
    const { stackFrames } = await client.request('stackTrace', { threadId: id });
    for (const each of stackFrames as DebugProtocol.StackFrame[]) {
      lines.push(`      ${describe(each)}`);
      const { source, presentationHint = 'normal' } = each;
      if (source?.path !== undefined && presentationHint === 'normal') files.add(source.path);
    }
    const [top] = stackFrames as DebugProtocol.StackFrame[];
    if (top === undefined || (!isStopped && others++ >= MOST_THREADS)) continue;
    const seen = await seeFrame(client, top.id);
    lines.push(...seen.lines);
    if (isStopped) [own, frame] = [seen, top.id];
  }
  lines.push(...(await seeContinuations(client)));
  return {
    place,
    text: lines.join('\n'),
    frame,
    variables: own?.locals ?? [],
    threads,
    files: [...files],
  };
}

async function seeContinuations(client: DapClient): Promise<string[]> {
  const { continuations }: ContinuationsResponse = await client.request('continuations');
  // How long ago something was depends on the clock, and numbers of threads on what was seen before.
  return continuations.map(({ idle: _, threadId: __, ...rest }) => JSON.stringify(rest));
}

async function seeFrame(client: DapClient, frameId: number) {
  const lines: string[] = [];
  const locals: SeenVariable[] = [];
  const { scopes } = await client.request('scopes', { frameId });
  for (const { name, variablesReference } of scopes as DebugProtocol.Scope[]) {
    lines.push(`        ${name}`);
    const variables = await seeVariables(client, variablesReference, DEPTH, '          ', lines);
    if (locals.length > 0) continue;
    for (const each of variables) {
      if (each.presentationHint?.kind === 'virtual' || each.value === '') continue;
      locals.push({ name: each.name, container: variablesReference });
    }
  }
  return { lines, locals };
}

async function seeVariables(
  client: DapClient,
  variablesReference: number,
  depth: number,
  indentation: string,
  lines: string[],
): Promise<readonly DebugProtocol.Variable[]> {
  const { variables } = (await client.request('variables', {
    variablesReference,
  })) as DebugProtocol.VariablesResponse['body'];
  const shown = variables.slice(0, MOST_VARIABLES);
  let opened = 0;
  for (const each of shown) {
    lines.push(`${indentation}${each.name}: ${each.type} = ${withoutFrames(each.value)}`);
    if (depth <= 1 || each.variablesReference === 0 || each.presentationHint?.lazy) continue;
    if (opened++ >= MOST_OPENED) continue;
    await seeVariables(client, each.variablesReference, depth - 1, `${indentation}  `, lines);
  }
  if (variables.length > shown.length) lines.push(`${indentation}and ${variables.length} in all`);
  return variables;
}

/** Python makes the object of a frame when somebody asks for it first: here, the debugger. */
function withoutFrames(value: string): string {
  return value.replace(/<frame at 0x[0-9a-f]+/g, '<frame');
}

function describe({ name, source, line, column, presentationHint }: DebugProtocol.StackFrame) {
  const hint = presentationHint === undefined ? '' : ` (${presentationHint})`;
  return `${name} ${source?.path ?? source?.name}:${line}:${column}${hint}`;
}
