import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Instruction } from '../../protocol/breakpoints.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';

/** Python's bytecode as a disassembly. */
export function disassemblyHandlers(session: Session): RequestHandlers {
  return {
    disassemble: async ({
      memoryReference,
      offset = 0,
      instructionOffset = 0,
      instructionCount,
      resolveSymbols = false,
    }) => {
      const instructions = await session.debuggee.command('disassemble', {
        reference: memoryReference,
        offset,
        instructionOffset,
        count: instructionCount,
      });
      // A location stands for all instructions up to the next one.
      let lastPath: string | undefined;
      return {
        instructions: instructions.map(instruction => {
          const isNew = instruction.path !== undefined && instruction.path !== lastPath;
          lastPath = instruction.path ?? lastPath;
          return describe(session, instruction, isNew, resolveSymbols);
        }),
      };
    },
  };
}

function describe(
  session: Session,
  { address, text, bytes, function: name, isFirst, isInvalid, path, line }: Instruction,
  isNewSource: boolean,
  hasSymbol: boolean,
): DebugProtocol.DisassembledInstruction {
  return {
    address,
    instruction: text,
    ...(bytes === undefined ? {} : { instructionBytes: bytes }),
    ...(hasSymbol && isFirst && name !== undefined ? { symbol: name } : {}),
    ...(isNewSource && path !== undefined
      ? { location: session.sources.describe(path, session.debuggee.paths) }
      : {}),
    ...(line === undefined ? {} : { line: session.toClientLine(line) }),
    ...(isInvalid ? { presentationHint: 'invalid' } : {}),
  };
}
