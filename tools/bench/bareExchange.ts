import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';

/** The end of a message's header; its one field is the length of what follows, in bytes. */
const HEADER_END = '\r\n\r\n';

/** What an adapter answered, and how long that took, in milliseconds. */
export interface Exchange {
  readonly responses: readonly DebugProtocol.Response[];
  readonly duration: number;
}

/**
 * Sends one request after the other, each when the last is answered, and reads what was answered
 * only in the end: what is timed is the adapter then, and of the client no more than must be.
 *
 * @param args the arguments of each.
 * @throws Error when something else comes than the response that is waited for.
 */
export async function exchange(
  input: Writable,
  output: Readable,
  command: string,
  args: readonly object[],
): Promise<Exchange> {
  // Numbers that no other request of a session has.
  const requests = args.map((each, index) => encode(command, each, -1 - index));
  const answers: Buffer[] = [];
  let begun: Buffer[] = [];
  const isDone = Promise.withResolvers<void>();
  const read = (data: Buffer): void => {
    begun.push(data);
    const answer = begun.length === 1 ? data : Buffer.concat(begun);
    if (answer.length < lengthOf(answer)) return;
    begun = [];
    answers.push(answer);
    if (answers.length < requests.length) input.write(requests[answers.length]);
    else isDone.resolve();
  };
  output.on('data', read);
  const begin = performance.now();
  input.write(requests[0]);
  await isDone.promise;
  const duration = performance.now() - begin;
  output.off('data', read);
  return { responses: answers.map((answer, index) => decode(answer, -1 - index)), duration };
}

function encode(command: string, args: object, seq: number): Buffer {
  const content = JSON.stringify({ seq, type: 'request', command, arguments: args });
  return Buffer.from(`Content-Length: ${Buffer.byteLength(content)}${HEADER_END}${content}`);
}

function lengthOf(message: Buffer): number {
  const end = message.indexOf(HEADER_END);
  if (end < 0) return Number.POSITIVE_INFINITY;
  return end + HEADER_END.length + Number(/\d+/.exec(message.toString('latin1', 0, end)));
}

function decode(answer: Buffer, seq: number): DebugProtocol.Response {
  const message = JSON.parse(answer.toString('utf8', answer.indexOf(HEADER_END)));
  if (message.request_seq !== seq) throw new Error(`answered by ${JSON.stringify(message)}`);
  return message;
}
