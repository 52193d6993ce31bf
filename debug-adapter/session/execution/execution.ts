import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StepKind } from '../../protocol/program.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import type { ThreadArea } from '../threads/threads.ts';

/** What a client may ask of a step, beside where it goes. */
type StepArguments = Pick<
  DebugProtocol.StepInArguments,
  'threadId' | 'singleThread' | 'granularity' | 'targetId'
>;

/** Continuing, stepping and pausing. */
export function executionHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  const step = async (kind: StepKind, args: StepArguments): Promise<undefined> => {
    const { threadId, singleThread, granularity, targetId } = args;
    await session.resume('step', {
      kind,
      context: threads.contextOf(threadId),
      target: targetId,
      stays: singleThread,
      isInstruction: granularity === 'instruction',
    });
    // A client takes the response to mean that this thread alone goes on.
    session.reportContinued(threadId);
    return undefined;
  };

  return {
    continue: async ({ threadId, singleThread }) => {
      const onlyContext = singleThread ? threads.contextOf(threadId) : undefined;
      await session.resume('resume', { onlyContext });
      return { allThreadsContinued: true };
    },
    resume: async () => {
      await session.resume('resume', {});
      session.reportContinued();
      return undefined;
    },
    next: args => step('over', args),
    stepIn: args => step('in', args),
    stepOut: args => step('out', args),
    stepBack: async ({ threadId, granularity: wanted }) => {
      const granularity = wanted === 'instruction' ? wanted : 'line';
      await session.goBack({ to: 'step', context: threads.contextOf(threadId), granularity });
      session.reportContinued(threadId);
      return undefined;
    },
    reverseContinue: async ({ threadId }) => {
      await session.goBack({ to: 'stop' });
      session.reportContinued(threadId);
      return undefined;
    },
    reverseToSwitch: async () => {
      await session.goBack({ to: 'switch' });
      session.reportContinued();
      return undefined;
    },
    travelTo: async ({ instruction }) => {
      await session.goBack({ to: 'instruction', instruction });
      session.reportContinued();
      return undefined;
    },
    reverseToChange: async ({ name, variablesReference, frameId }) => {
      const variable = { name, reference: variablesReference || undefined, frame: frameId };
      await session.goBack({ to: 'change', variable });
      session.reportContinued();
      return undefined;
    },
    replayPosition: () => session.debuggee.replayPosition,
    goToPosition: async ({ position }) => {
      await session.goBack({ to: 'position', position });
      session.reportContinued();
      return undefined;
    },
    pause: async ({ threadId }) => {
      const { debuggee } = session;
      // A client may name a thread that has just ended, or none.
      const context = session.threadIds.context(threadId);
      if (!debuggee.isStopped) await debuggee.command('pause', { context });
      return undefined;
    },
    stepInTargets: async ({ frameId }) => {
      const targets = await session.debuggee.inspect('stepTargets', { frame: frameId });
      return {
        targets: targets.map(({ id, label, position: [line, endLine, column, endColumn] }) => ({
          id,
          label,
          line: session.toClientLine(line),
          endLine: session.toClientLine(endLine),
          column: session.toClientColumn(column),
          endColumn: session.toClientColumn(endColumn),
        })),
      };
    },
  };
}
