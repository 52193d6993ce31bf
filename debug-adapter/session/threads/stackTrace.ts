import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StackFrame } from '../../protocol/program.ts';
import { unknownSource } from '../errors.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { NOWHERE, nativeFrames } from './nativeFrames.ts';

/** The frames of a continuation. */
export function stackTraceHandlers(session: Session): RequestHandlers {
  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0, format }) => {
      const context = session.contextOf(threadId);
      const { debuggee } = session;
      const { frames, total } = await debuggee.inspect('stack', {
        context,
        start: startFrame,
        count: levels,
        format: format && nameFormat(format),
      });
      const [top] = frames;
      if (startFrame === 0 && top?.kind === 'live') {
        session.sourceVersions.warn(debuggee.paths.toHost(top.path));
      }
      const native = await nativeFrames(session, context);
      const firstNative = Math.max(startFrame - total, 0);
      const endOfNative = levels === 0 ? native.length : Math.max(startFrame + levels - total, 0);
      return {
        stackFrames: [
          ...frames.map(frame => describeFrame(session, frame)),
          ...native.slice(firstNative, endOfNative),
        ],
        totalFrames: total + native.length,
      };
    },

    source: async ({ source, sourceReference }) => {
      const path = session.sources.path(source?.sourceReference ?? sourceReference);
      if (path === undefined) throw unknownSource();
      const { content } = await session.debuggee.command('source', { path });
      return { content, mimeType: 'text/x-python' };
    },
  };
}

function describeFrame(session: Session, frame: StackFrame): DebugProtocol.StackFrame {
  const { id, name } = frame;
  if (frame.kind === 'label') return { ...NOWHERE, id, name, presentationHint: 'label' };
  const { kind, path, line, column = 1, instruction, module, isSkipped } = frame;
  const isSubtle = kind === 'past' || isSkipped;
  const source = describeSource(session, path);
  return {
    id,
    name,
    // An editor opens the first frame that is not so: that of the user's own code, in which it
    // then shows the exception.
    source: kind === 'live' && isSkipped ? { ...source, presentationHint: 'deemphasize' } : source,
    line: session.toClientLine(line),
    column: session.toClientColumn(column),
    ...(instruction === undefined ? {} : { instructionPointerReference: instruction }),
    ...(module === undefined ? {} : { moduleId: module }),
    ...(isSubtle ? { presentationHint: 'subtle' } : {}),
  };
}

/** A source with the checksum of what the program runs, which an editor may hold another version of. */
function describeSource(session: Session, path: string): DebugProtocol.Source {
  const source = session.sources.describe(path, session.debuggee.paths);
  const file = session.debuggee.paths.toHost(path);
  const checksum = file && session.sourceVersions.checksum(file);
  if (!checksum) return source;
  return { ...source, checksums: [{ algorithm: 'SHA256', checksum }] };
}

/** The wishes of a client that are wishes for the frames' names. */
function nameFormat(format: DebugProtocol.StackFrameFormat): Record<string, boolean> {
  const { parameters, parameterNames, parameterTypes, parameterValues, line, module } = format;
  const wishes = { parameters, parameterNames, parameterTypes, parameterValues, line, module };
  return Object.fromEntries(
    Object.entries(wishes).map(([name, isWanted]) => [name, isWanted === true]),
  );
}
