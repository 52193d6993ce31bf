import type { RequestName, Requests } from '../session/requests.ts';

/** The way to the debug adapter of one program: a `DebugSession` of VS Code's is one. */
export interface Connection {
  /**
   * @param signal has the adapter give up the request, where the connection can say so: VS Code's
   *   cannot, and lets its user do that.
   * @throws Error with the adapter's sentence.
   */
  customRequest(command: string, args?: object, signal?: AbortSignal): PromiseLike<unknown>;
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
  signal?: AbortSignal,
): Promise<Requests[Name][1]> {
  return (await connection.customRequest(command, args, signal)) as Requests[Name][1];
}
