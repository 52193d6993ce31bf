/**
 * How long a guest that asks again and again what is ready may keep the event loop from turning, in
 * milliseconds. What arrives meanwhile is as late as that, and a turn takes some microseconds.
 */
const LONGEST_STANDSTILL = 1;

/** When the event loop turned last for somebody who waited for that; there is one in each realm. */
let lastTurn = 0;

/** Lets the event loop turn once, and what has arrived be taken. */
export async function turnEventLoop(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  lastTurn = performance.now();
}

/**
 * Whether the event loop may have stood still for so long that something is waiting there.
 * @param patience in milliseconds.
 * @param now by `performance.now()`.
 */
export function isTurnDue(patience = LONGEST_STANDSTILL, now = performance.now()): boolean {
  return now - lastTurn > patience;
}
