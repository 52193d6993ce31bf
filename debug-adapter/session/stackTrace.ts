import { unknownSource } from './errors.ts';
import type { LaunchConfiguration } from './launchConfiguration.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** The position of a frame without source, which clients ignore. */
const NOWHERE = { line: 0, column: 0 };

/** The frames of a continuation. */
export function stackTraceHandlers(session: Session): RequestHandlers {
  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0 }) => {
      const context = session.contextOf(threadId);
      const { debuggee } = session;
      const { justMyCode } = session.configuration as LaunchConfiguration;
      const { frames, total } = await debuggee.inspect('stack', {
        context,
        start: startFrame,
        count: levels,
      });
      return {
        stackFrames: frames.map(frame => {
          const { id, name } = frame;
          if (frame.kind === 'label') return { ...NOWHERE, id, name, presentationHint: 'label' };
          const isSubtle = frame.kind === 'past' || (justMyCode && !frame.isUserCode);
          return {
            id,
            name,
            source: session.sources.describe(frame.path, debuggee.paths),
            line: session.toClientLine(frame.line),
            column: session.toClientColumn(1),
            ...(frame.instruction === undefined
              ? {}
              : { instructionPointerReference: frame.instruction }),
            ...(isSubtle ? { presentationHint: 'subtle' } : {}),
          };
        }),
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
