import { PROGRAM } from '../model/debugSession.ts';
import type { EditedFile } from './filesPanel.ts';

/** The program in the editor: a file of the user's, or one that is nobody's. */
export class EditedProgram {
  readonly #file: EditedFile | undefined;
  /** What is in the file. */
  #saved: string | undefined;

  constructor(file?: EditedFile) {
    this.#file = file;
    this.#saved = file?.text;
  }

  /** Where the debug adapter finds it. */
  get path(): string {
    return this.#file?.path ?? PROGRAM;
  }

  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  get isFile(): boolean {
    return this.#file !== undefined;
  }

  /** Has its file get the text, if there is one and it is another. @throws Error with a sentence for the user. */
  async save(text: string): Promise<void> {
    if (this.#file === undefined || text === this.#saved) return;
    this.#saved = text;
    await this.#file.write(text);
  }
}
