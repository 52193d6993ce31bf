import { fuzzFrames } from './frames.ts';
import { Random } from './random.ts';
import { FuzzedSession, keepLog } from './session.ts';

/** Of a run, by which it can be repeated. */
export interface FuzzOptions {
  readonly seed: number;
  /** How many messages to send. */
  readonly messages: number;
  /** How many of them go to one session. */
  readonly sessionLength: number;
  /** The only session to run; all by default. */
  readonly session?: number | undefined;
  /** Told of each session that is over, and of what it did not hold, if anything. */
  readonly report?: (sent: number, failure: string | undefined) => void;
}

export interface FuzzFigures {
  readonly sessions: number;
  readonly messages: number;
  readonly streams: { readonly messages: number; readonly broken: number };
  /** What was not held, each with how to repeat it. */
  readonly failures: readonly string[];
}

/**
 * Sends real adapters messages that nobody should send, and the reader of messages as many in
 * damaged streams, each of which would end an adapter.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzFigures> {
  const { seed, messages, sessionLength, session: only, report = () => {} } = options;
  const failures: string[] = [];
  let sessions = 0;
  let sent = 0;
  for (let number = 0; sent < messages; number++) {
    const length = Math.min(sessionLength, messages - sent);
    sent += length;
    if (only !== undefined && only !== number) continue;
    const session = new FuzzedSession(Random.of(seed, number), length);
    let failure: string | undefined;
    try {
      sessions++;
      await session.run();
    } catch (error) {
      const file = keepLog(session, `fuzz-${seed}-${number}`);
      failure = `session ${number}: ${(error as Error).message} (--seed ${seed} --session ${number}; its messages: ${file})`;
      failures.push(failure);
    }
    report(sent, failure);
  }
  const broken = fuzzFrames(Random.of(seed, -1), messages);
  return { sessions, messages: sent, streams: { messages, broken }, failures };
}
