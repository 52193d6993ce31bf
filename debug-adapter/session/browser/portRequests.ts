import type { PageMessage } from './adapterMessages.ts';
import type { AnswerMessage, AnswerWish, PortRequest } from './serviceMessages.ts';

const ENDED: AnswerMessage = { type: 'failed', reason: 'the program was ended' };

/** The requests of a page to the programs of a worker, each with a port on which it is answered. */
export class PortRequests {
  readonly #post: (message: PageMessage) => void;
  readonly #answers = new Map<number, MessagePort>();
  #lastId = 0;
  #isClosed = false;

  /** @param post sends to the worker. */
  constructor(post: (message: PageMessage) => void) {
    this.#post = post;
  }

  /** Asks a program. @param answer gets each {@link AnswerMessage}, and says each {@link AnswerWish}. */
  ask(port: number, request: PortRequest, answer: MessagePort): void {
    if (this.#isClosed) {
      answer.postMessage(ENDED);
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#answers.set(id, answer);
    answer.onmessage = ({ data: wish }: MessageEvent<AnswerWish>) => {
      if (wish === 'cancel') this.#answers.delete(id);
      this.#post({ type: 'answerWish', id, wish });
    };
    this.#post({ type: 'request', id, port, request });
  }

  receive(id: number, message: AnswerMessage): void {
    this.#answers.get(id)?.postMessage(message);
    if (message.type === 'end' || message.type === 'failed') this.#answers.delete(id);
  }

  /** The worker is no more: nobody answers what was asked. */
  close(): void {
    this.#isClosed = true;
    for (const answer of this.#answers.values()) answer.postMessage(ENDED);
    this.#answers.clear();
  }
}
