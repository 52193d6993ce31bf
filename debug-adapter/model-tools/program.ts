import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Connection } from './connection.ts';
import { PrintedOutput } from './printedOutput.ts';

export type Stop = DebugProtocol.StoppedEvent['body'];

/** A program that is debugged, followed by the messages of its debug adapter. */
export class Program {
  readonly connection: Connection;
  readonly output = new PrintedOutput();
  #stop: Stop | undefined;
  #stopCount = 0;
  #exitCode: number | undefined;
  #hasEnded = false;
  #refusal: string | undefined;
  readonly #watchers = new Set<() => void>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** Where it stands still, if it does. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Undefined of one that was ended. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** Why the adapter would not start it. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** To be called with every message that the adapter sends. */
  read(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') this.#readEvent(message as DebugProtocol.Event);
    if (message.type === 'response') this.#readResponse(message as DebugProtocol.Response);
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** To be called when the session is over, however it came to that. */
  end(): void {
    this.#stop = undefined;
    this.#hasEnded = true;
    for (const watcher of [...this.#watchers]) watcher();
  }

  /**
   * Does what lets the program go on, and waits until it stands still again or has ended.
   *
   * @param limit how long to wait, in seconds.
   * @returns whether it does now; not when the time is over, or nobody wants to wait any more.
   */
  async resume(
    act: () => PromiseLike<unknown>,
    limit: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const before = this.#stopCount;
    await act();
    return this.#until(() => this.#hasEnded || this.#stopCount > before, limit, signal);
  }

  /** Waits until it stands still, or has ended; see {@link resume}. */
  untilStands(limit: number, signal: AbortSignal): Promise<boolean> {
    return this.#until(() => this.#hasEnded || this.#stop !== undefined, limit, signal);
  }

  /** Waits until it has ended; see {@link resume}. */
  untilEnded(limit: number): Promise<boolean> {
    return this.#until(() => this.#hasEnded, limit, new AbortController().signal);
  }

  async #until(isIt: () => boolean, limit: number, signal: AbortSignal): Promise<boolean> {
    if (isIt() || limit === 0) return isIt();
    const { promise, resolve } = Promise.withResolvers<void>();
    const watcher = (): void => {
      if (isIt()) resolve();
    };
    const timer = setTimeout(resolve, limit * 1_000);
    const giveUp = (): void => resolve();
    signal.addEventListener('abort', giveUp);
    this.#watchers.add(watcher);
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    this.#watchers.delete(watcher);
    return isIt();
  }

  #readEvent({ event, body }: DebugProtocol.Event): void {
    if (event === 'output') this.output.add(body);
    // One that is about a single thread only shows that.
    if (event === 'stopped' && body.allThreadsStopped) {
      this.#stop = body;
      this.#stopCount++;
    }
    if (event === 'continued') this.#stop = undefined;
    if (event === 'exited') this.#exitCode = body.exitCode;
    if (event === 'terminated') this.end();
  }

  #readResponse({ command, success, message }: DebugProtocol.Response): void {
    if (command === 'continue' && success) this.#stop = undefined;
    if (/^(launch|attach)$/.test(command) && !success) {
      this.#refusal = message;
      this.end();
    }
  }
}
