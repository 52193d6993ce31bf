import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Session } from '../session.ts';

/** How long a request may take before the client is told that it takes long, in milliseconds. */
const PATIENCE = 1000;

/** What is going on, for the requests that may take as long as the program likes, or Python to start. */
const TITLES: Readonly<Record<string, string>> = {
  launch: 'Starting Python',
  restart: 'Starting Python',
  evaluate: 'Evaluating',
  setExpression: 'Evaluating',
  setVariable: 'Evaluating',
  variables: 'Reading variables',
};

/** The requests that end by themselves or not at all. */
const UNCANCELLABLE = new Set(['launch', 'restart']);

/** Tells a client that wants to know it of requests that take long. */
export class ProgressReports {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Watches over the answer to a request. */
  async during<Result>(
    { seq, command }: DebugProtocol.Request,
    work: () => Result | Promise<Result>,
  ): Promise<Result> {
    const title = TITLES[command];
    if (title === undefined || !this.#session.client.supportsProgressReporting) return work();
    const progressId = `request ${seq}`;
    const cancellable = !UNCANCELLABLE.has(command);
    let hasBegun = false;
    const timer = setTimeout(() => {
      hasBegun = true;
      this.#session.emit('progressStart', { progressId, title, requestId: seq, cancellable });
    }, PATIENCE);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      if (hasBegun) this.#session.emit('progressEnd', { progressId });
    }
  }

  /** The request that a progress is about. */
  static requestOf(progressId: string): number {
    return Number(progressId.replace('request ', ''));
  }
}
