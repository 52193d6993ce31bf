/** Writes modules in WebAssembly's binary format (its specification, chapter 5): as lists of bytes. */

const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** A module of some sections, which are in the order of the specification. */
export function moduleOf(...sections: readonly number[][]): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...HEADER, ...sections.flat()]);
}

export function section(id: number, ...elements: readonly number[][]): number[] {
  const content = vector(elements);
  return [id, ...leb(content.length), ...content];
}

/** Elements after their number. */
export function vector(elements: readonly number[][]): number[] {
  return [...leb(elements.length), ...elements.flat()];
}

export function functionType(parameters: readonly number[], results: readonly number[]): number[] {
  return [0x60, ...leb(parameters.length), ...parameters, ...leb(results.length), ...results];
}

/** An import. @param description its kind, and what belongs to it. */
export function importOf(module: string, what: string, ...description: number[]): number[] {
  return [...name(module), ...name(what), ...description];
}

/** The code of a function. @param locals the types of further locals. */
export function functionBody(locals: readonly number[], ...code: readonly number[][]): number[] {
  const body = [...vector(locals.map(type => [0x01, type])), ...code.flat(), 0x0b];
  return [...leb(body.length), ...body];
}

/** A text after its length. */
export function name(text: string): number[] {
  const bytes = new TextEncoder().encode(text);
  return [...leb(bytes.length), ...bytes];
}

/** A number that is not negative, in LEB128. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** A number that is not negative, where one of 32 bits may be. */
export function signedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x3f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
