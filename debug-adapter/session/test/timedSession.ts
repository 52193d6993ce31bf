import type { DebugProtocol } from '@vscode/debugprotocol';

/** What is asked of a client here: a page has one of its own, so that nothing outside of it is timed. */
export interface TimedClient {
  /** Sends a request. @returns the response's body. */
  // biome-ignore lint/suspicious/noExplicitAny: the times are what is looked at
  request(command: string, args?: object): Promise<any>;
  /** The next event of a kind that nobody has waited for. @returns its body. */
  // biome-ignore lint/suspicious/noExplicitAny: the times are what is looked at
  event(name: string): Promise<any>;
}

/** What is done in a session. */
export interface TimedCourse {
  /** The absolute path of the program. */
  readonly program: string;
  /** The line of its one breakpoint. */
  readonly line: number;
  /** How many steps to take when it stands there. */
  readonly steps: number;
}

/** How long something takes in a session, in milliseconds. */
export interface SessionTimes {
  /** From the request to launch to the event that the program stands at the breakpoint. */
  readonly firstStop: number;
  /** Each with what an editor asks for then: the threads, and the top of the stack. */
  readonly steps: readonly number[];
}

/** Holds a session from its first request to its last, where Node and a browser both can. */
export async function timeSession(client: TimedClient, course: TimedCourse): Promise<SessionTimes> {
  const { program, line } = course;
  await client.request('initialize', { adapterID: 'wasix-python', pathFormat: 'path' });
  const begin = performance.now();
  await client.request('launch', { program });
  await client.event('initialized');
  const source: DebugProtocol.Source = { path: program };
  await client.request('setBreakpoints', { source, breakpoints: [{ line }] });
  await client.request('configurationDone');
  const { threadId } = await client.event('stopped');
  const firstStop = performance.now() - begin;
  const steps: number[] = [];
  for (let step = 0; step < course.steps; step++) {
    const start = performance.now();
    await client.request('next', { threadId });
    await client.event('stopped');
    await client.request('threads');
    await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
    steps.push(performance.now() - start);
  }
  return { firstStop, steps };
}
