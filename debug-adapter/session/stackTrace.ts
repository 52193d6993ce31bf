import { unknownSource, unknownThread } from './errors.ts';
import type { LaunchConfiguration } from './launchConfiguration.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** The frames of a continuation. */
export function stackTraceHandlers(session: Session): RequestHandlers {
  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0 }) => {
      const context = session.threadIds.context(threadId);
      if (context === undefined) throw unknownThread(threadId);
      const { debuggee } = session;
      const { justMyCode } = session.configuration as LaunchConfiguration;
      const { frames, total } = await debuggee.inspect('stack', {
        context,
        start: startFrame,
        count: levels,
      });
      return {
        stackFrames: frames.map(frame => ({
          id: frame.id,
          name: frame.name,
          source: session.sources.describe(frame.path, debuggee.paths),
          line: session.toClientLine(frame.line),
          column: session.toClientColumn(1),
          instructionPointerReference: frame.instruction,
          ...(justMyCode && !frame.isUserCode ? { presentationHint: 'subtle' as const } : {}),
        })),
        totalFrames: total,
      };
    },

    source: async ({ source, sourceReference }) => {
      const path = session.sources.path(source?.sourceReference ?? sourceReference);
      if (path === undefined) throw unknownSource();
      const { content } = await session.debuggee.inspect('source', { path });
      return { content, mimeType: 'text/x-python' };
    },
  };
}
