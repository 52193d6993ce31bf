import type { LinkAction, OnLinkAction } from './linkAction.ts';
import { LinkError } from './linkErrors.ts';
import type { Linker } from './linker.ts';
import type { ModuleSource } from './moduleFiles.ts';
import { recordedFiles } from './recordedFiles.ts';

/** An action of a linker's, before it is done. */
export interface LinkStep {
  readonly action: LinkAction;
  /** How long memory was, in bytes: the linker grows it. */
  readonly memory: number;
}

/**
 * Links in a copy of a program what was linked in the program: to the same addresses and slots.
 *
 * @param grow makes memory as long as it was.
 */
export function repeatSteps(
  linker: Linker,
  steps: readonly LinkStep[],
  grow: (length: number) => void,
): void {
  const answers = steps.map(({ action }) => action);
  linker.withFiles(new ToldFiles(answers), () => {
    for (const { action, memory } of steps) {
      grow(memory);
      try {
        repeat(linker, action);
      } catch (error) {
        // It failed then, too.
        if (!(error instanceof LinkError)) throw error;
      }
    }
  });
}

/** Files that a linker is told of as another was, in the same order. */
class ToldFiles implements ModuleSource {
  readonly #found: Extract<LinkAction, { call: 'find' }>[];
  readonly #read: Extract<LinkAction, { call: 'read' }>[];

  constructor(actions: readonly LinkAction[]) {
    this.#found = actions.filter(action => action.call === 'find');
    this.#read = actions.filter(action => action.call === 'read');
  }

  find(_path: string): string | undefined {
    return this.#found.shift()?.path;
  }

  read(path: string): Uint8Array<ArrayBuffer> {
    const content = this.#read.shift()?.content ?? path;
    if (typeof content === 'string') throw new LinkError(content);
    return content;
  }
}

function repeat(linker: Linker, action: LinkAction): void {
  switch (action.call) {
    case 'open':
      linker.open(...action.args);
      return;
    case 'symbol':
      linker.symbol(...action.args);
      return;
    case 'enterThread':
      linker.enterThread(...action.args);
      return;
    case 'leaveThread':
      linker.leaveThread(...action.args);
      return;
    case 'allocate':
      linker.closures.allocate();
      return;
    case 'prepare':
      linker.closures.prepare(...action.args);
      return;
    case 'free':
      linker.closures.free(...action.args);
  }
}

/** The files of a linker whose answers are noted. */
export function notedFiles(files: ModuleSource, note: OnLinkAction): ModuleSource {
  return recordedFiles(files, {
    found: path => note({ call: 'find', path }),
    read: (_path, content) => note({ call: 'read', content }),
    unreadable: content => note({ call: 'read', content }),
  });
}
