/** What files of native code begin with, and the systems that they are for. */
const BEGINNINGS: readonly (readonly [readonly number[], string])[] = [
  // `\0asm`
  [[0x00, 0x61, 0x73, 0x6d], 'WASIX'],
  [[0x7f, 0x45, 0x4c, 0x46], 'Linux'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'macOS'],
  [[0xca, 0xfe, 0xba, 0xbe], 'macOS'],
  [[0x4d, 0x5a], 'Windows'],
];

/** Tells by its first four bytes what system native code is for; undefined where they do not say. */
export function systemOf(binary: Uint8Array): string | undefined {
  return BEGINNINGS.find(([bytes]) => bytes.every((byte, index) => binary[index] === byte))?.[1];
}
