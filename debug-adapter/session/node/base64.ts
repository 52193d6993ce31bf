/** Bytes as RFC 4648 writes them. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

/** What a text stands for; what is no digit is passed over. */
export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64');
}
