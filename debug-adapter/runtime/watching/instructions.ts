import type { BinaryReader } from '../binaryReader.ts';

/** An instruction of a function's code. */
export interface CodeInstruction {
  readonly opcode: number;
  /** Where it begins and ends, as offsets in the module. */
  readonly begin: number;
  readonly end: number;
  /** Of a call the function, of a load or store the offset of its address; else undefined. */
  readonly operand: number | undefined;
}

export const Opcode = { call: 0x10, i32Store: 0x36, memoryGrow: 0x40 } as const;

/** A block whose type is no number of a type: none, or one value's. */
const EMPTY_TYPE = 0x40;
const FIRST_VALUE_TYPE = 0x69;

/** What follows an opcode, by how it is encoded: u index, t block type, v vector of indices, m memory, … */
const SINGLE: Readonly<Record<number, string>> = {
  ...of('t', 0x02, 0x03, 0x04, 0x06),
  ...of('u', 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, 0x14, 0x15, 0x18),
  ...of('u', 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0xd0, 0xd2),
  ...of('uu', 0x11, 0x13),
  ...of('vu', 0x0e),
  ...of('b', 0x1c),
  ...of('c', 0x1f),
  ...of('l', 0x41, 0x42),
  ...of('4', 0x43),
  ...of('8', 0x44),
  ...of('u', 0x3f, 0x40),
};

/** The same for what follows the prefix 0xfc: lengths, tables and segments. */
const BULK: Readonly<Record<number, string>> = {
  ...of('uu', 8, 10, 12, 14),
  ...of('u', 9, 11, 13, 15, 16, 17),
};

function of(operands: string, ...opcodes: number[]): Record<number, string> {
  return Object.fromEntries(opcodes.map(opcode => [opcode, operands]));
}

/**
 * Reads the instructions of a function, in their order, nested ones too: the binary format of WebAssembly 3.0
 * (its specification, 5.4), as far as compilers of C and C++ make it.
 *
 * @param body of a function, from the numbers of its locals on.
 * @throws MalformedModule where it is something else.
 */
export function* instructionsOf(body: BinaryReader): Generator<CodeInstruction> {
  body.vector(() => {
    body.unsigned();
    body.byte();
  });
  while (!body.isAtEnd) {
    const begin = body.offset;
    const opcode = body.byte();
    const operand = skipOperands(body, operandsOf(body, opcode));
    yield { opcode, begin, end: body.offset, operand };
  }
}

function operandsOf(body: BinaryReader, opcode: number): string {
  if (opcode >= 0x28 && opcode <= 0x3e) return 'm';
  if (opcode === 0xfc) return BULK[body.unsigned()] ?? '';
  if (opcode === 0xfd) return vectorOperands(body.unsigned());
  // A fence has a byte, all other atomic instructions have an address.
  if (opcode === 0xfe) return body.unsigned() === 3 ? '1' : 'm';
  return SINGLE[opcode] ?? '';
}

/** What follows an instruction on 128 bits. */
function vectorOperands(opcode: number): string {
  if (opcode <= 11 || opcode === 92 || opcode === 93) return 'm';
  if (opcode === 12 || opcode === 13) return '88';
  if (opcode >= 21 && opcode <= 34) return '1';
  return opcode >= 84 && opcode <= 91 ? 'm1' : '';
}

/** @returns the last index, or the offset of an address. */
function skipOperands(body: BinaryReader, operands: string): number | undefined {
  let last: number | undefined;
  for (const operand of operands) {
    switch (operand) {
      case 'u':
        last = body.unsigned();
        break;
      case 'm':
        // Which of several memories it is stands between alignment and offset.
        if ((body.unsigned() & 0x40) !== 0) body.unsigned();
        last = body.unsigned();
        break;
      case 'v':
        body.vector(() => body.unsigned());
        break;
      case 'b':
        body.vector(() => body.byte());
        break;
      case 't':
        skipBlockType(body);
        break;
      case 'c':
        skipBlockType(body);
        body.vector(() => (body.byte() < 2 ? [body.unsigned(), body.unsigned()] : body.unsigned()));
        break;
      case 'l':
        while (body.byte() >= 0x80) {}
        break;
      default:
        body.skip(Number(operand));
    }
  }
  return last;
}

function skipBlockType(body: BinaryReader): void {
  const type = body.byte();
  if (type === EMPTY_TYPE || (type >= FIRST_VALUE_TYPE && type < 0x80)) return;
  if (type >= 0x80) body.unsigned();
}
