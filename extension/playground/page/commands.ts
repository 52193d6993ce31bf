import { element } from '../../webPage/page/elements.ts';

/** Something that the reader can have done, by a button, a key, or both. */
export interface Command {
  /** The identity of its button, if it has one. */
  readonly button?: string;
  /** As {@link keyOf} writes it. */
  readonly key?: string;
  /** Whether it can be done now; always, unless it says so. */
  isEnabled?(): boolean;
  run(): void;
}

/** The commands of the page. */
export class Commands {
  readonly #commands: readonly Command[];

  constructor(commands: readonly Command[]) {
    this.#commands = commands;
    for (const command of commands) {
      if (command.button !== undefined) {
        element(command.button).addEventListener('click', () => command.run());
      }
    }
    // Before the editor, which has uses of its own for some.
    addEventListener('keydown', event => this.#press(event), { capture: true });
    this.update();
  }

  /** Takes note that others are possible now. */
  update(): void {
    for (const command of this.#commands) {
      if (command.button === undefined) continue;
      element<HTMLButtonElement>(command.button).disabled = !isEnabled(command);
    }
  }

  #press(event: KeyboardEvent): void {
    const key = keyOf(event);
    const named = this.#commands.filter(command => command.key === key);
    if (named.length === 0) return;
    // Also where there is nothing to do: F5 would load the page again, and the program be lost.
    event.preventDefault();
    event.stopPropagation();
    named.find(isEnabled)?.run();
  }
}

function isEnabled(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}

/** A key with those held beside it: `Ctrl+Shift+F5`. */
function keyOf({ key, ctrlKey, shiftKey }: KeyboardEvent): string {
  return `${ctrlKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${key}`;
}
