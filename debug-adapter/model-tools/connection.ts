import type { RequestName, Requests } from '../session/requests.ts';

/** The way to the debug adapter of one program: a `DebugSession` of VS Code's is one. */
export interface Connection {
  /** @throws Error with the adapter's sentence. */
  customRequest(command: string, args?: object): PromiseLike<unknown>;
}

/**
 * Sends a request of those that the adapter answers.
 *
 * @throws Error with the adapter's sentence.
 */
export async function request<Name extends RequestName>(
  connection: Connection,
  command: Name,
  args: Requests[Name][0],
): Promise<Requests[Name][1]> {
  return (await connection.customRequest(command, args)) as Requests[Name][1];
}
