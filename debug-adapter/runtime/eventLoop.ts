/**
 * How long a guest that asks again and again what is ready may keep the event loop from turning, in
 * milliseconds. What arrives meanwhile is as late as that, and a turn takes some microseconds.
 */
const LONGEST_STANDSTILL = 1;

/** When the event loop turned last for somebody who waited for that; there is one in each realm. */
let lastTurn = 0;

type Callback = () => void;

/** Who waits for a message to arrive, in the order in which they were sent. */
const waiting: Callback[] = [];

/** Sends a message, at whose arrival the first of {@link waiting} is called. */
let sendMessage: (() => void) | undefined;

/**
 * Calls back when the event loop has turned. The web has nothing for it but messages: timers are put off
 * when they are set by one another (HTML, "timer initialization steps").
 */
function afterMessage(callback: Callback): void {
  sendMessage ??= openChannel();
  waiting.push(callback);
  sendMessage();
}

function openChannel(): () => void {
  const { port1, port2 } = new MessageChannel();
  port2.addEventListener('message', () => waiting.shift()?.());
  port2.start();
  return () => port1.postMessage(undefined);
}

/** The platform's own way, where it has one. */
const { setImmediate: afterTurn = afterMessage } = globalThis as {
  readonly setImmediate?: (callback: Callback) => unknown;
};

/** Lets the event loop turn once, and what has arrived be taken. */
export async function turnEventLoop(): Promise<void> {
  await new Promise<void>(resolve => void afterTurn(resolve));
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
