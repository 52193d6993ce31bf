import * as z from 'zod';
import { alreadyDebugged, noSuchStepTarget, notWaitedFor } from '../session/errors.ts';
import { request } from './connection.ts';
import { continuation, flag, limit, listOf, text } from './fields.ts';
import { findNamed, threadOf } from './handles.ts';
import type { Program } from './program.ts';
import { situation } from './situation.ts';
import { type Definition, defineTool, type ToolCall } from './tool.ts';

/** How long to wait for a program to pause, in seconds. */
const PAUSE_LIMIT = 10;

const ANSWER =
  'Answers where the program stands still then, in which continuation and why, with the source around, and what it has printed; or that it has ended, or still runs.';

/** The arguments of a launch that are launch attributes; what grants anything is the user's. */
const launchInput = z.object({
  program: text('Path of the Python file to debug.').optional(),
  module: text('Name of a module to debug, as after `python -m`, instead of "program".').optional(),
  args: listOf(z.string({ error: 'a list of strings' }), 'Arguments of the program.').optional(),
  cwd: text('Folder in which the program starts.').optional(),
  env: z
    .record(z.string(), z.string({ error: 'a string' }), { error: 'an object of strings' })
    .meta({ description: 'Environment variables of the program; it gets no others.' })
    .optional(),
  stopOnEntry: flag('Stop at the first line.').optional(),
  justMyCode: flag(
    'Step over the standard library and packages, and pass over exceptions in them; true by default.',
  ).optional(),
  limit,
});

export const launch = defineTool(launchBy(launchInput));

/** In an editor, which has launch configurations. */
export const launchInEditor = defineTool(
  launchBy(
    launchInput.extend({
      configuration: text(
        'Name of a configuration in launch.json of the workspace, instead of the rest. Without any argument, the file that the user looks at is debugged.',
      ).optional(),
    }),
  ),
);

function launchBy<Input extends typeof launchInput>(input: Input): Definition<Input> {
  return {
    name: 'launch',
    title: 'Debug a Python program',
    summary: 'Starts a Python program under the debugger, in WebAssembly.',
    description: `Starts a Python program (CPython with greenlet, in WebAssembly) under the debugger and waits for it to stop at a breakpoint, at an uncaught exception, or at its end. Set breakpoints before, by \`set_breakpoints\`, or use "stopOnEntry". The program reaches its own folder and "cwd", the packages installed there, and what else the user has granted. ${ANSWER}`,
    effect: 'runs',
    input,
    async run({ limit: seconds, ...wanted }, call) {
      const { program: before } = call.debugger;
      if (before !== undefined && !before.hasEnded) throw alreadyDebugged();
      const program = await call.debugger.launch(wanted);
      await program.untilStands(seconds, call.signal);
      return situation(program, call);
    },
  };
}

export const continueProgram = defineTool({
  name: 'continue',
  title: 'Continue the program',
  summary: 'Lets the program run on, or up to where control comes to a continuation.',
  description: `Lets the program run on until it stops again (breakpoint, exception, end), or, with "to", until control comes to one continuation: the way to get to one that is suspended or has not begun. All continuations run meanwhile. ${ANSWER}`,
  effect: 'runs',
  input: z.object({
    to: text(
      'The continuation to run to: a handle or name as `continuations` lists them, such as "g3", "new5" or "task2".',
    ).optional(),
    limit,
  }),
  async run({ to, limit: seconds }, call) {
    const { program } = call.standing();
    const { connection } = program;
    if (to === undefined) {
      return goOn(() => request(connection, 'resume', {}), program, seconds, call);
    }
    const named = await findNamed(program, to);
    const target =
      'task' in named ? { taskId: named.task.id } : { continuationId: named.continuation.id };
    return goOn(() => request(connection, 'runToContinuation', target), program, seconds, call);
  },
});

export const step = defineTool({
  name: 'step',
  title: 'Step in the program',
  summary: 'Steps over, into or out of a call, or to the next switch between continuations.',
  description: `Makes one step. "over" goes to the next line of the continuation, whatever others do meanwhile; when it dies, the step ends in its parent. "into" goes into a call, and through a switch into the continuation that it leads to. "out" goes to the caller. "switch" runs until control passes from any continuation to another, and shows whom control goes to. A step of one that is suspended waits until it is resumed. ${ANSWER}`,
  effect: 'runs',
  input: z.object({
    kind: z
      .enum(['over', 'into', 'out', 'switch'], { error: '"over", "into", "out" or "switch"' })
      .meta({ description: 'How to step.' }),
    continuation,
    target: text(
      'With "into", where several calls are on the line: a part of the name of the one to go into, such as "worker".',
    ).optional(),
    limit,
  }),
  async run({ kind, continuation: name, target, limit: seconds }, call) {
    const { program, stop } = call.standing();
    const { connection } = program;
    const threadId = await threadOf(program, stop, name);
    const into =
      target === undefined ? {} : { targetId: await stepTarget(program, threadId, target) };
    const acts = {
      over: () => request(connection, 'next', { threadId }),
      into: () => request(connection, 'stepIn', { threadId, ...into }),
      out: () => request(connection, 'stepOut', { threadId }),
      switch: () => request(connection, 'stepToSwitch', { threadId }),
    };
    return goOn(acts[kind], program, seconds, call);
  },
});

export const pause = defineTool({
  name: 'pause',
  title: 'Pause the program',
  summary: 'Has the running program stand still.',
  description: `Has the running program stand still where it is, so that it can be looked at. ${ANSWER}`,
  effect: 'steers',
  input: z.object({}),
  async run(_, call) {
    const program = call.living;
    // Whichever runs: none of its threads is known while it does.
    if (program.stop === undefined) await request(program.connection, 'pause', { threadId: 0 });
    if (!(await program.untilStands(PAUSE_LIMIT, call.signal))) throw notWaitedFor(PAUSE_LIMIT);
    return situation(program, call);
  },
});

export const stop = defineTool({
  name: 'stop',
  title: 'Stop the program',
  summary: 'Ends the program and the debugging of it.',
  description:
    'Ends the program at once, and answers what else it has printed. Breakpoints stay for the next `launch`.',
  effect: 'runs',
  input: z.object({}),
  async run(_, call) {
    const program = call.living;
    await call.debugger.stop();
    return situation(program, call);
  },
});

async function goOn(
  act: () => PromiseLike<unknown>,
  program: Program,
  seconds: number,
  call: ToolCall,
): Promise<string> {
  await program.resume(act, seconds, call.signal);
  return situation(program, call);
}

/** The call on the line of a thread that has a text in its name. */
async function stepTarget(
  { connection }: Program,
  threadId: number,
  wanted: string,
): Promise<number> {
  const { stackFrames } = await request(connection, 'stackTrace', { threadId, levels: 1 });
  const frameId = stackFrames[0]?.id ?? 0;
  const { targets } = await request(connection, 'stepInTargets', { frameId });
  const found = targets.find(({ label }) => label.includes(wanted));
  if (found !== undefined) return found.id;
  throw noSuchStepTarget(
    wanted,
    targets.map(({ label }) => label),
  );
}
