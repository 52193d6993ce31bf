import { noSuchTool } from '../session/errors.ts';
import { setBreakpoints } from './breakpointTools.ts';
import { continuations, stack } from './continuationTools.ts';
import { output, status, switches } from './recordTools.ts';
import { continueProgram, launch, launchInEditor, pause, step, stop } from './runTools.ts';
import type { Call, Tool } from './tool.ts';
import { evaluate, variables } from './valueTools.ts';

/** All that language models can do with the debugger, in the order in which they use it. */
export const TOOLS: readonly Tool[] = [
  launch,
  setBreakpoints,
  continueProgram,
  step,
  pause,
  status,
  continuations,
  stack,
  variables,
  evaluate,
  switches,
  output,
  stop,
];

/** The same in an editor. */
export const EDITOR_TOOLS: readonly Tool[] = TOOLS.map(tool =>
  tool === launch ? launchInEditor : tool,
);

/** What a tool has answered, or one sentence that says why it cannot, and what to do. */
export interface Answer {
  readonly text: string;
  readonly isError: boolean;
}

/** Calls one of some tools by its name. */
export async function callTool(
  tools: readonly Tool[],
  name: string,
  input: unknown,
  call: Call,
): Promise<Answer> {
  try {
    const tool = tools.find(each => each.name === name);
    if (tool === undefined) throw noSuchTool(name);
    return { text: await tool.call(input, call), isError: false };
  } catch (error) {
    return { text: (error as Error).message, isError: true };
  }
}
