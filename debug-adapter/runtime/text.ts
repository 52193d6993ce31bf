/**
 * Text as the guest has it: UTF-8, in which names of files may have other bytes.
 * Each of those is a lone surrogate from U+DC80 on in a string of the host, as in
 * Python's `surrogateescape`, so that no name is lost or mistaken for another.
 */

// The first three bytes of a name may be those of a byte order mark.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strictDecoder = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();

const REPLACEMENT = '\ufffd';
const ESCAPE = 0xdc00;
const FIRST_ESCAPED = 0x80;
const LAST_ESCAPED = 0xff;

/** @param bytes not of shared memory. */
export function decodeText(bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  return text.includes(REPLACEMENT) ? decodeEscaping(bytes) : text;
}

export function encodeText(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const escaped = character.charCodeAt(0) - ESCAPE;
    const isEscaped = character.length === 1 && escaped >= FIRST_ESCAPED && escaped <= LAST_ESCAPED;
    if (isEscaped) bytes.push(escaped);
    else bytes.push(...encoder.encode(character));
  }
  return Uint8Array.from(bytes);
}

function decodeEscaping(bytes: Uint8Array): string {
  let text = '';
  let index = 0;
  while (index < bytes.length) {
    const first = bytes[index] as number;
    const end = index + lengthAnnouncedBy(first);
    try {
      text += strictDecoder.decode(bytes.subarray(index, end));
      index = end;
    } catch {
      text += String.fromCharCode(ESCAPE + first);
      index++;
    }
  }
  return text;
}

/** How many bytes a character has that begins with this one. */
function lengthAnnouncedBy(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
