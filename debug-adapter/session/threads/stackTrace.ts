import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StackFrame } from '../../protocol/program.ts';
import { unknownSource } from '../errors.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { NOWHERE, nativeFrames } from './nativeFrames.ts';
import { Stacks } from './stacks.ts';
import type { ThreadArea } from './threads.ts';

/** A frame that only lacks its id. */
interface Description {
  readonly frame: Omit<DebugProtocol.StackFrame, 'id'>;
  /** The file of this machine that the frame's code is from. */
  readonly file: string | undefined;
}

/** The frames of continuations. */
export function stackTraceHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  const stacks = new Stacks(
    frame => describe(session, frame),
    () => threads.listed,
  );
  /** Of a thousand threads at one place, one is enough to compare the file with what runs. */
  const compared = new WeakSet<Description>();

  return {
    stackTrace: async ({ threadId, startFrame = 0, levels = 0, format }) => {
      const context = threads.contextOf(threadId);
      const { debuggee } = session;
      const page = { start: startFrame, count: levels, format };
      const { frames, first, total } = await stacks.read(debuggee, context, page);
      const [top] = frames;
      if (startFrame === 0 && top !== undefined && !compared.has(top)) {
        compared.add(top);
        session.sourceVersions.warn(top.file);
      }
      const native = await nativeFrames(session, context);
      const firstNative = Math.max(startFrame - total, 0);
      const endOfNative = levels === 0 ? native.length : Math.max(startFrame + levels - total, 0);
      return {
        stackFrames: [
          ...frames.map(({ frame }, index) => ({ id: first + index, ...frame })),
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

function describe(session: Session, frame: StackFrame): Description {
  const { name } = frame;
  if (frame.kind === 'label') {
    return { frame: { ...NOWHERE, name, presentationHint: 'label' }, file: undefined };
  }
  const { kind, path, line, column = 1, instruction, module, isSkipped } = frame;
  const isSubtle = kind === 'past' || isSkipped;
  const source = describeSource(session, path);
  return {
    frame: {
      name,
      // An editor opens the first frame that is not so: that of the user's own code, in which it
      // then shows the exception.
      source:
        kind === 'live' && isSkipped ? { ...source, presentationHint: 'deemphasize' } : source,
      line: session.toClientLine(line),
      column: session.toClientColumn(column),
      ...(instruction === undefined ? {} : { instructionPointerReference: instruction }),
      ...(module === undefined ? {} : { moduleId: module }),
      ...(isSubtle ? { presentationHint: 'subtle' } : {}),
    },
    file: kind === 'live' ? session.debuggee.paths.toHost(path) : undefined,
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
