import type { CommandName } from '../../protocol/messages.ts';

const LOOKS: ReadonlySet<CommandName> = new Set([
  'cancel',
  'setBreakpoints',
  'setFunctionBreakpoints',
  'setInstructionBreakpoints',
  'watchThrows',
  'breakpointLocations',
  'stopAtResumptions',
  'disassemble',
  'modules',
  'source',
  'names',
  'continuations',
  'continuationTree',
  'taskList',
  'stepTargets',
  'stacks',
  'scopes',
]);

/**
 * Whether a command neither runs code of the program nor changes what others are answered: it is no
 * more than a look, or for later.
 */
export function isLook(command: CommandName): boolean {
  return LOOKS.has(command);
}
