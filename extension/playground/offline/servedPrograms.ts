/** Programs that run in pages, as the pages of a site: below `served`, by the page that has one, and its port. */
import type {
  AnswerMessage,
  AnswerWish,
  PortRequest,
} from '../../../debug-adapter/session/browser/serviceMessages.ts';
import type { Acceptance, ProgramFrame, ProgramRequest } from './messages.ts';

declare const self: ServiceWorkerGlobalScope;

/** Where a program is served: `served/PAGE/PORT/`. */
const PLACE = /^served\/([\w-]+)\/(\d+)(?=\/)/;

/** Statuses of answers that have no body (Fetch, "null body status"). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** What keeps a document apart from others of its site. */
const APART = 'sandbox allow-scripts allow-forms allow-popups';

type Head = Extract<AnswerMessage, { type: 'head' }>;

/** A program, by its address. */
export interface ServedProgram {
  readonly page: string;
  readonly port: number;
  /** The URL of its root, without the slash at the end. */
  readonly root: string;
}

/** The program that an address leads to. */
export function programAt(url: string): ServedProgram | undefined {
  const { scope } = self.registration;
  const [place, page, port] =
    PLACE.exec(url.startsWith(scope) ? url.slice(scope.length) : '') ?? [];
  if (place === undefined || page === undefined) return undefined;
  return { page, port: Number(port), root: scope + place };
}

/** Has a program answer. @param open the pages that may have it. */
export async function answerOf(
  program: ServedProgram,
  request: Request,
  path: string,
  open: readonly Client[],
): Promise<Response> {
  const asked: PortRequest = {
    method: request.method,
    path,
    headers: [...request.headers],
    body: new Uint8Array(await request.arrayBuffer()),
  };
  try {
    const { answer, frame } = await Promise.any(open.map(page => ask(page, program, asked)));
    return await answer.response(program, frame);
  } catch (error) {
    const isAnybody = !(error instanceof AggregateError);
    const reason = isAnybody
      ? (error as Error).message
      : `no program listens on port ${program.port}`;
    return new Response(`There is no answer: ${reason}.\n`, { status: isAnybody ? 502 : 503 });
  }
}

/** @throws Error when the page has not that program. */
async function ask(
  page: Client,
  { page: id, port }: ServedProgram,
  request: PortRequest,
): Promise<{ answer: Answer; frame: ProgramFrame }> {
  const { port1, port2 } = new MessageChannel();
  const answer = new Answer(port1);
  const message: ProgramRequest = { type: 'programRequest', page: id, port, request };
  page.postMessage(message, [port2]);
  const acceptance = await answer.next<Acceptance>();
  if (acceptance.type === 'declined') throw new Error('it is the program of another page');
  return { answer, frame: acceptance };
}

/** What a page says on the port that it was given. */
class Answer {
  readonly #port: MessagePort;
  readonly #messages: unknown[] = [];
  #arrived = (): void => {};

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#messages.push(data);
      this.#arrived();
    };
  }

  async next<Message>(): Promise<Message> {
    while (this.#messages.length === 0) {
      await new Promise<void>(resolve => {
        this.#arrived = resolve;
      });
    }
    return this.#messages.shift() as Message;
  }

  /** @throws Error with the reason when there is no answer. */
  async response(program: ServedProgram, frame: ProgramFrame): Promise<Response> {
    const head = await this.next<AnswerMessage>();
    if (head.type !== 'head') throw new Error(head.type === 'failed' ? head.reason : head.type);
    const { status, reason } = head;
    if (WITHOUT_BODY.has(status)) {
      // Whoever answers ends it properly.
      this.#wish('more');
    }
    const body = WITHOUT_BODY.has(status) ? null : this.#body();
    return new Response(body, {
      status,
      statusText: reason,
      headers: headersOf(head, program, frame),
    });
  }

  #body(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      pull: async controller => {
        this.#wish('more');
        const message = await this.next<AnswerMessage>();
        if (message.type === 'body') controller.enqueue(message.bytes);
        else if (message.type === 'end') controller.close();
        else controller.error(new Error(message.type === 'failed' ? message.reason : message.type));
      },
      cancel: () => this.#wish('cancel'),
    });
  }

  #wish(wish: AnswerWish): void {
    this.#port.postMessage(wish);
  }
}

function headersOf(
  head: Head,
  { port, root }: ServedProgram,
  { isApart, isIsolated }: ProgramFrame,
): Headers {
  const headers = new Headers();
  for (const [name, value] of head.headers) headers.append(name, value);
  const location = headers.get('location');
  if (location !== null) headers.set('location', placedLocation(location, port, root));
  if (isApart) headers.append('content-security-policy', APART);
  // HTML, "COEP check for a nested navigation".
  if (isIsolated) headers.set('cross-origin-embedder-policy', 'require-corp');
  return headers;
}

/** Where a program sends somebody, as others have to ask for it. */
function placedLocation(location: string, port: number, root: string): string {
  const own = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  const rest = own.find(each => location.startsWith(`${each}/`));
  if (rest !== undefined) return root + location.slice(rest.length);
  return location.startsWith('/') && !location.startsWith('//') ? root + location : location;
}
