import type { DebugProtocol } from '@vscode/debugprotocol';
import { isStackless } from '../../protocol/messages.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { Session } from '../session.ts';

/** The ids of frames that the agent does not know begin here. */
const FIRST_ID = 0x4000_0000;

/** The position of a frame without source, which clients ignore. */
export const NOWHERE = { line: 0, column: 0 };

/** Whether a frame is one of WebAssembly, in which there is nothing to inspect. */
export function isNativeFrame(id: number): boolean {
  return id >= FIRST_ID;
}

/** What a stack shows of WebAssembly beneath the Python frames, if that is wanted. */
export async function nativeFrames(
  session: Session,
  context: number,
): Promise<DebugProtocol.StackFrame[]> {
  const { showNativeFrames } = session.configuration as SessionConfiguration;
  // A task, or a generator, has no stack of its own.
  if (!showNativeFrames || isStackless(context)) return [];
  const frames = await session.debuggee.nativeStack(context);
  if (frames.length === 0) return [];
  return [
    { ...NOWHERE, id: FIRST_ID, name: 'WebAssembly', presentationHint: 'label' },
    ...frames.map(
      ({ name, library, offset }, index): DebugProtocol.StackFrame => ({
        ...NOWHERE,
        id: FIRST_ID + 1 + index,
        name: `${library === undefined ? '' : `${library}!`}${name} + 0x${offset.toString(16)}`,
        presentationHint: 'subtle',
      }),
    ),
  ];
}
