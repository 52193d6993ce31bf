import type { StandingReplay } from '../../runtime/node/standingReplay.ts';
import { type PrintedPart, PrintedParts } from './printedParts.ts';

type Stream = PrintedPart['stream'];

/**
 * What a program prints is shown once, however often it prints it again in replays: each of them
 * prints the same from the beginning on, so that it is new from where none has been before.
 */
export class ShownOutput {
  readonly #show: (stream: Stream, text: string) => void;
  /** Of each stream, how many bytes have been shown. */
  readonly #shown = { stdout: 0, stderr: 0 };
  // A character may be cut in two between two pieces.
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  constructor(show: (stream: Stream, text: string) => void) {
    this.#show = show;
  }

  /** Listens to a replay, from its beginning on. */
  follow(replay: Pick<StandingReplay, 'on'>): void {
    const printed = { stdout: 0, stderr: 0 };
    const parts = new PrintedParts();
    replay.on('output', (fd, all) => {
      for (const { stream, bytes } of parts.of(fd, all)) {
        printed[stream] += bytes.length;
        const count = Math.min(printed[stream] - this.#shown[stream], bytes.length);
        if (count <= 0) continue;
        this.#shown[stream] = printed[stream];
        const news = bytes.subarray(bytes.length - count);
        const text = this.#decoders[stream].decode(news, { stream: true });
        if (text !== '') this.#show(stream, text);
      }
    });
  }
}
