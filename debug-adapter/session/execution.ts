import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StepKind } from '../protocol/messages.ts';
import { unknownThread } from './errors.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

type StepArguments = Pick<DebugProtocol.NextArguments, 'threadId' | 'granularity'>;

/** Continuing, stepping and pausing. */
export function executionHandlers(session: Session): RequestHandlers {
  const step = async (
    kind: StepKind,
    { threadId, granularity }: StepArguments,
  ): Promise<undefined> => {
    const context = session.threadIds.context(threadId);
    if (context === undefined) throw unknownThread(threadId);
    await session.debuggee.resume('step', {
      kind,
      context,
      isInstruction: granularity === 'instruction',
    });
    // A client takes the response to mean that this thread alone goes on.
    session.emit('continued', { threadId, allThreadsContinued: true });
    return undefined;
  };

  return {
    continue: async () => {
      await session.debuggee.resume('resume', {});
      return { allThreadsContinued: true };
    },
    next: args => step('over', args),
    stepIn: args => step('in', args),
    stepOut: args => step('out', args),
    pause: async () => {
      const { debuggee } = session;
      if (!debuggee.isStopped) await debuggee.command('pause', {});
      return undefined;
    },
  };
}
