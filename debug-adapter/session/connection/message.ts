import { isUtf8 } from 'node:buffer';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as z from 'zod';
import { type DebugError, notAMessage, notJson, notUtf8 } from '../errors.ts';

/** A content part that is no message of the protocol. The next one may be. */
export class InvalidMessage extends Error {
  readonly error: DebugError;
  /** The request that it seems to be, which wants an answer. */
  readonly request: { readonly seq: number; readonly command: string } | undefined;

  constructor(error: DebugError, content?: unknown) {
    super(error.message);
    this.error = error;
    this.request = requestIn(content);
  }
}

const seq = z.int().meta({ expected: 'a whole number' });

/**
 * What a message has to hold for anybody to look further; the arguments are checked by those
 * who answer.
 *
 * @see https://microsoft.github.io/debug-adapter-protocol/specification#Base_Protocol
 */
const messages = {
  request: z.looseObject({
    seq,
    command: z.string().meta({ expected: 'a string' }),
    // Some clients write null for no arguments.
    arguments: z.looseObject({}).nullish().meta({ expected: 'an object' }),
  }),
  response: z.looseObject({ seq, request_seq: seq }),
  event: z.looseObject({ seq, event: z.string().meta({ expected: 'a string' }) }),
} as const;

/**
 * The message in a content part.
 *
 * @throws InvalidMessage when there is none.
 */
export function parseMessage(bytes: Buffer): DebugProtocol.ProtocolMessage {
  if (!isUtf8(bytes)) throw new InvalidMessage(notUtf8());
  const content = parseJson(bytes.toString('utf8'));
  if (!isObject(content)) {
    throw new InvalidMessage(notAMessage('content', 'an object', content));
  }
  const { type } = content;
  if (type !== 'request' && type !== 'response' && type !== 'event') {
    const expected = '"request", "response" or "event"';
    throw new InvalidMessage(notAMessage('"type"', expected, type), content);
  }
  const { error } = messages[type].safeParse(content);
  if (error === undefined) return content as unknown as DebugProtocol.ProtocolMessage;
  const name = String(error.issues[0]?.path[0]);
  const field = (messages[type].shape as Record<string, z.ZodType>)[name];
  const expected = String(field?.meta()?.expected);
  throw new InvalidMessage(notAMessage(`"${name}"`, expected, content[name]), content);
}

/** A message as it is sent. */
export function encodeMessage(message: object): string {
  const json = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidMessage(notJson((error as Error).message));
  }
}

function requestIn(content: unknown): InvalidMessage['request'] {
  if (!isObject(content)) return undefined;
  const { seq, type, command } = content;
  if (!Number.isSafeInteger(seq) || type === 'response' || type === 'event') return undefined;
  return { seq: seq as number, command: typeof command === 'string' ? command : '' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
