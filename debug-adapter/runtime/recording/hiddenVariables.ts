import { decodeText, encodeText } from '../text.ts';

/** The name in what a C library is told of an environment variable: `NAME=value`, and a NUL. */
export function variableName(bytes: Uint8Array): string | undefined {
  const end = bytes.indexOf('='.charCodeAt(0));
  return end < 0 ? undefined : decodeText(bytes.slice(0, end));
}

/** What a C library is told of an environment variable. */
export function variableBytes(name: string, value: string): Uint8Array {
  return encodeText(`${name}=${value}\0`);
}
