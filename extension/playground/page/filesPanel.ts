import type { FileChanges, FileContents } from '../../../debug-adapter/session/browser/machine.ts';
import { element, make } from '../../webPage/page/elements.ts';
import { PROGRAM_FOLDER } from '../model/debugSession.ts';
import { download } from './download.ts';
import { type Contents, GrantedFolder } from './grantedFolder.ts';

/** Where the browser keeps the files, in what it has for this origin: which may have more than one playground. */
const KEPT_FOLDER = 'playground';

/** How many files are listed: nobody reads more. */
const LISTED = 200;

const NO_FILES: Contents = {};

const NOTHING_GIVEN = { contents: NO_FILES, follow: () => {} };

/** What a program has got, and who follows what it does to that. */
export interface GivenFiles {
  readonly contents: FileContents;
  follow(changes: FileChanges): void;
}

/** A program of a folder. */
export interface EditedFile {
  readonly path: string;
  readonly text: string;
  /** Has the folder get what was made of it. @throws Error with a sentence for the user. */
  write(text: string): Promise<void>;
}

/** Is told what the user does with files. */
export interface FilesListener {
  /** A program of the folder is to be edited. */
  open(file: EditedFile): void;
  /** Programs have changed what they have got of a folder, which waits for the user. */
  changesWait(folder: string): void;
  /** There is no program to be edited any more. */
  folderClosed(): void;
}

/** The files that programs get, and that stay: the browser's, or those of a folder that the user has opened. */
export class FilesPanel {
  readonly #listener: FilesListener;
  readonly #grant = element<HTMLInputElement>('files-granted');
  readonly #note = element('files-note');
  #kept: Promise<GrantedFolder> | undefined;
  #picked: GrantedFolder | undefined;
  #contents = NO_FILES;
  #looks = 0;

  constructor(listener: FilesListener) {
    this.#listener = listener;
    element('open-folder').hidden = typeof showDirectoryPicker !== 'function';
    for (const [button, act] of Object.entries({
      'open-folder': () => this.#pick(),
      'close-folder': () => this.#close(),
      'delete-files': () => this.#deleteAll(),
      'write-folder': () => this.#picked?.askToWrite(),
    })) {
      element(button).addEventListener('click', () => this.#try(act));
    }
    this.#refresh();
  }

  /** Whether programs get the files, until the user says otherwise. */
  set isGranted(isGranted: boolean) {
    this.#grant.checked = isGranted;
  }

  /** What a program gets that starts now. @throws Error with a sentence for the user. */
  async give(): Promise<GivenFiles> {
    if (!this.#grant.checked) return NOTHING_GIVEN;
    const folder = await this.#folder().catch(({ message }: Error) => this.#say(message));
    if (folder === undefined) return NOTHING_GIVEN;
    return {
      contents: await folder.copy(),
      follow: changes => this.#try(() => folder.follow(changes)),
    };
  }

  /** The text of a file as it was when the folder was looked at last. */
  textOf(path: string): string | undefined {
    const content = this.#contents[path];
    return content && new TextDecoder().decode(content);
  }

  /** It is to be seen, or not any more. */
  shown(): void {
    if (this.#note.checkVisibility()) this.#refresh();
  }

  #folder(): Promise<GrantedFolder> {
    return this.#picked === undefined ? this.#keptFolder() : Promise.resolve(this.#picked);
  }

  #keptFolder(): Promise<GrantedFolder> {
    this.#kept ??= this.#openKept();
    // Another time it may be allowed.
    this.#kept.catch(() => {
      this.#kept = undefined;
    });
    return this.#kept;
  }

  async #openKept(): Promise<GrantedFolder> {
    try {
      const root = await navigator.storage.getDirectory();
      const kept = await root.getDirectoryHandle(KEPT_FOLDER, { create: true });
      return this.#granted(kept, 'this browser');
    } catch (cause) {
      // Private windows may not, nor pages without HTTPS.
      throw new Error('This browser keeps no files for this page.', { cause });
    }
  }

  #granted(handle: FileSystemDirectoryHandle, name: string): GrantedFolder {
    return new GrantedFolder(
      handle,
      name,
      isWaiting => {
        if (isWaiting) this.#listener.changesWait(name);
        this.#refresh();
      },
      (path, { message }) => this.#say(`${nameOf(path)} cannot be changed: ${message}`),
    );
  }

  async #pick(): Promise<void> {
    try {
      const handle = await showDirectoryPicker?.({ mode: 'read' });
      if (handle !== undefined) await this.#use(this.#granted(handle, handle.name));
    } catch (error) {
      // Who picks none has thought better of it.
      if ((error as Error).name !== 'AbortError') throw error;
    }
  }

  async #use(picked: GrantedFolder): Promise<void> {
    this.#picked = picked;
    this.#say('');
    const contents = await this.#look();
    // Another may be open by now.
    if (picked !== this.#picked) return;
    const program = likelyProgram(Object.keys(contents));
    if (program === undefined) this.#listener.folderClosed();
    else this.#edit(picked, program, contents[program]);
    this.isGranted = true;
  }

  async #close(): Promise<void> {
    this.#picked = undefined;
    this.#say('');
    this.#listener.folderClosed();
    this.isGranted = true;
    await this.#look();
  }

  async #deleteAll(): Promise<void> {
    // Never the user's own files, whatever is shown still.
    if (this.#picked !== undefined) return;
    await (await this.#keptFolder()).store.clear();
    this.#say('');
    this.#refresh();
  }

  #refresh(): void {
    this.#try(async () => {
      await this.#look();
    });
  }

  /** @returns what is in the folder. */
  async #look(): Promise<Contents> {
    this.#looks += 1;
    const look = this.#looks;
    const folder = await this.#folder();
    const contents = await folder.copy().catch((error: Error) => error);
    const isKnown = !(contents instanceof Error);
    // Unless somebody has looked since.
    if (look === this.#looks) {
      this.#contents = isKnown ? contents : NO_FILES;
      this.#show(folder, isKnown);
    }
    if (!isKnown) throw contents;
    return contents;
  }

  /** @param isKnown whether it is known what is in the folder: else there is too much of it. */
  #show(folder: GrantedFolder, isKnown: boolean): void {
    const isPicked = folder === this.#picked;
    const paths = Object.keys(this.#contents).sort();
    element('files-grant').textContent = isPicked
      ? `Programs get the files of ${folder.name}, and change them when you let them`
      : 'Programs get these files, and what they write beside them is kept in this browser';
    element('close-folder').hidden = !isPicked;
    element('delete-files').hidden = isPicked || (isKnown && paths.length === 0);
    element('folder-changes').hidden = !folder.isWaiting;
    element('folder-waiting').textContent = `${folder.name} has not got all changes yet.`;
    element('files').replaceChildren(
      ...paths.slice(0, LISTED).map(path => this.#item(folder, path)),
      ...(paths.length > LISTED ? [make('li', '', `and ${paths.length - LISTED} more`)] : []),
    );
  }

  #item(folder: GrantedFolder, path: string): HTMLElement {
    const name = nameOf(path);
    const content = this.#contents[path] as Uint8Array;
    const item = make('li', 'file');
    const act = (text: string, label: string, run: () => void | Promise<void>): HTMLElement => {
      const button = make('button', 'file-action', text);
      button.setAttribute('aria-label', label);
      button.addEventListener('click', () => this.#try(run));
      return button;
    };
    item.append(make('span', 'path', name), make('span', 'size', sizeText(content.length)));
    if (name.endsWith('.py')) {
      item.append(act('Edit', `Edit ${name}`, () => this.#edit(folder, path, content)));
    }
    const file = name.split('/').at(-1) as string;
    const type = 'application/octet-stream';
    item.append(act('Download', `Download ${name}`, () => download(file, content, type)));
    if (folder !== this.#picked) {
      const remove = async (): Promise<void> => {
        await folder.store.remove(path);
        this.#refresh();
      };
      item.append(act('Delete', `Delete ${name}`, remove));
    }
    return item;
  }

  #edit(folder: GrantedFolder, path: string, content: Uint8Array | undefined): void {
    const write = (edited: string): Promise<void> =>
      folder.follow({
        removed: [],
        folders: [],
        files: { [path]: new TextEncoder().encode(edited) },
      });
    this.#listener.open({ path, text: new TextDecoder().decode(content), write });
  }

  #say(sentence: string): void {
    this.#note.textContent = sentence;
  }

  #try(act: () => void | Promise<void> | undefined): void {
    const acting = async (): Promise<void> => {
      await act();
    };
    acting().catch(({ message }: Error) => this.#say(message));
  }
}

/** Of the programs in a folder, the one that is to be edited first. */
function likelyProgram(paths: readonly string[]): string | undefined {
  const main = `${PROGRAM_FOLDER}/main.py`;
  return paths.includes(main) ? main : paths.filter(path => path.endsWith('.py')).sort()[0];
}

/** As the user knows it. */
function nameOf(path: string): string {
  return path.slice(PROGRAM_FOLDER.length + 1);
}

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;
}
