/** What is said of a program's answer to a request, on its way from the worker to whoever has asked. */
export type { PortRequest } from '../../runtime/browser/network/portRequest.ts';

/** From the program's side. */
export type AnswerMessage =
  /** First of all. */
  | {
      readonly type: 'head';
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
    }
  /** After each wish for more. */
  | { readonly type: 'body'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'end' }
  /** The last, whenever it comes; why, in one sentence. */
  | { readonly type: 'failed'; readonly reason: string };

/** From who has asked, after the head: `cancel` is the last. */
export type AnswerWish = 'more' | 'cancel';
