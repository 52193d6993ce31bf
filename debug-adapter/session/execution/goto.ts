import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import type { ThreadArea } from '../threads/threads.ts';

/**
 * Jumping to another line of the frame that runs. The id of a target is its line,
 * as the client counts it.
 */
export function gotoHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  return {
    gotoTargets: async ({ source, line }) => {
      const { debuggee, sources } = session;
      const path = sources.path(source.sourceReference ?? 0);
      const target = await debuggee.inspect('jumpTarget', {
        path: path ?? debuggee.paths.toGuest(session.clientPaths.read(source.path ?? '')),
        line: session.fromClientLine(line),
      });
      if (target.line === undefined) return { targets: [] };
      const found = session.toClientLine(target.line);
      return { targets: [{ id: found, label: `Line ${found}`, line: found }] };
    },

    goto: async ({ threadId, targetId }) => {
      const context = threads.contextOf(threadId);
      const line = session.fromClientLine(targetId);
      await session.debuggee.inspect('goto', { context, line });
      return undefined;
    },
  };
}
