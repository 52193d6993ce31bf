import type { FileContents } from '../../../debug-adapter/session/browser/machine.ts';
import { element, make } from '../../webPage/page/elements.ts';
import { PROGRAM_FOLDER } from '../model/debugSession.ts';
import type { SourceText } from '../model/stop.ts';

/** The files beside the program, which can be read. */
export class FilesBeside {
  readonly #row = element('beside');
  readonly #show: (file: SourceText) => void;
  #files: readonly SourceText[] = [];

  /** @param show is given a file that is chosen. */
  constructor(show: (file: SourceText) => void) {
    this.#show = show;
  }

  /** What is in them, by their names. */
  set files(files: Readonly<Record<string, string>>) {
    this.#files = Object.entries(files).map(([name, text]) => ({ name, text }));
    this.#row.hidden = this.areNone;
    const buttons = this.#files.map(file => {
      const button = make('button', '', file.name);
      button.addEventListener('click', () => this.#show(file));
      return button;
    });
    this.#row.replaceChildren(make('span', '', 'Beside main.py, to be read:'), ...buttons);
  }

  /** Them as a program gets them, by their paths. */
  get contents(): FileContents {
    return Object.fromEntries(this.#files.map(({ name, text }) => [pathOf(name), text]));
  }

  get areNone(): boolean {
    return this.#files.length === 0;
  }

  /** The one that a program has by a path. */
  at(path: string | undefined): SourceText | undefined {
    return this.#files.find(({ name }) => path === pathOf(name));
  }
}

function pathOf(name: string): string {
  return `${PROGRAM_FOLDER}/${name}`;
}
