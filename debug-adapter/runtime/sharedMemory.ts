/**
 * Memory that threads share, where the platform lets them. A page that is not isolated from other
 * origins has none to give (HTML, "cross-origin isolation"; the very name `SharedArrayBuffer` is gone):
 * there it is memory that its thread alone has, and everybody who needs it is in that thread.
 *
 * @param size in bytes; all of them are 0.
 */
export function allocateShared(size: number): ArrayBufferLike {
  const { SharedArrayBuffer: Shared = ArrayBuffer } = globalThis as {
    readonly SharedArrayBuffer?: SharedArrayBufferConstructor;
  };
  return new Shared(size);
}

/** Whether other threads can be given this memory, and wait in it. */
export function isShared(buffer: ArrayBufferLike): boolean {
  return !(buffer instanceof ArrayBuffer);
}
