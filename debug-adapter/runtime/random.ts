/** Fills memory, which may be shared, with cryptographically strong random bytes. */
export type RandomSource = (target: Uint8Array) => void;

/** The most that one call of `crypto.getRandomValues` fills. */
const QUOTA = 65_536;

let source: RandomSource = fillByWebCrypto;

/** Has another source than the engine's in this realm. */
export function useRandomSource(other: RandomSource): void {
  source = other;
}

/** Fills `target`, which may lie in shared memory, with cryptographically strong random bytes. */
export function fillRandom(target: Uint8Array): void {
  source(target);
}

function fillByWebCrypto(target: Uint8Array): void {
  // getRandomValues refuses shared memory, so the bytes take a detour.
  const block = new Uint8Array(Math.min(target.length, QUOTA));
  for (let offset = 0; offset < target.length; offset += QUOTA) {
    const part = block.subarray(0, target.length - offset);
    crypto.getRandomValues(part);
    target.set(part, offset);
  }
}
