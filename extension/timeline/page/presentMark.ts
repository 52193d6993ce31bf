import { element } from '../../webPage/page/elements.ts';
import { xOf } from '../model/viewport.ts';
import type { View } from './view.ts';
import { describePresent } from './words.ts';

/** So near to the right edge there is no room for the word at the line, in CSS pixels. */
const WORD_ROOM = 48;

/** A line where a recorded program stands, and how far that is: in words, for who does not see the line. */
export class PresentMark {
  readonly #view: View;
  readonly #line = element('present');
  readonly #words = element('present-words');
  readonly #onSay: (text: string) => void;
  #present: number | undefined;

  /** @param onSay told when it is elsewhere. */
  constructor(view: View, onSay: (text: string) => void) {
    this.#view = view;
    this.#onSay = onSay;
  }

  /** @param width that of the chart, in CSS pixels. */
  draw(width: number): void {
    const { recording, range } = this.#view;
    const { present } = recording;
    const words = describePresent(recording) ?? '';
    if (this.#words.textContent !== words) this.#words.textContent = words;
    if (present !== this.#present && present !== undefined) this.#onSay(words);
    this.#present = present;
    const x = xOf(present ?? range.from, range, width);
    this.#line.hidden = present === undefined || x < 0 || x > width;
    this.#line.style.transform = `translateX(${Math.round(x)}px)`;
    this.#line.classList.toggle('at-end', x > width - WORD_ROOM);
  }
}
