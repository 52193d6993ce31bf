import { make } from '../../webPage/page/elements.ts';

/** Something in a list. */
export interface Choice {
  readonly text: string;
  readonly isChosen: boolean;
  /** Whether it is of less interest. */
  readonly isSubtle?: boolean;
  /** Chooses it; what has none merely stands there. */
  choose?(): void;
}

/** A list of which one is chosen. The keyboard's place in it stays when it is drawn anew. */
export class ChoiceList {
  readonly #list: HTMLElement;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  show(choices: readonly Choice[]): void {
    const focused = [...this.#list.children].findIndex(item =>
      item.contains(document.activeElement),
    );
    this.#list.replaceChildren(...choices.map(itemOf));
    const item = this.#list.children[Math.min(focused, choices.length - 1)];
    item?.querySelector('button')?.focus();
  }
}

function itemOf(choice: Choice): HTMLElement {
  const { text, isChosen, isSubtle = false } = choice;
  const item = make('li', '');
  const className = isSubtle ? 'choice subtle' : 'choice';
  if (choice.choose === undefined) {
    item.append(make('span', className, text));
    return item;
  }
  const button = make('button', className, text);
  if (isChosen) button.setAttribute('aria-current', 'true');
  button.addEventListener('click', () => choice.choose?.());
  item.append(button);
  return item;
}
