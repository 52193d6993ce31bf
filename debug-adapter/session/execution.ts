import type { StepKind } from '../protocol/messages.ts';
import { unknownThread } from './errors.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** Continuing, stepping and pausing. */
export function executionHandlers(session: Session): RequestHandlers {
  const step = async (kind: StepKind, threadId: number): Promise<undefined> => {
    const context = session.threadIds.context(threadId);
    if (context === undefined) throw unknownThread(threadId);
    await session.debuggee.resume('step', { kind, context });
    // A client takes the response to mean that this thread alone goes on.
    session.emit('continued', { threadId, allThreadsContinued: true });
    return undefined;
  };

  return {
    continue: async () => {
      await session.debuggee.resume('resume', {});
      return { allThreadsContinued: true };
    },
    next: ({ threadId }) => step('over', threadId),
    stepIn: ({ threadId }) => step('in', threadId),
    stepOut: ({ threadId }) => step('out', threadId),
    pause: async () => {
      const { debuggee } = session;
      if (!debuggee.isStopped) await debuggee.command('pause', {});
      return undefined;
    },
  };
}
