import { AdapterWorker } from '../../../debug-adapter/session/browser/adapterWorker.ts';
import type { ServedPython } from '../../../debug-adapter/session/browser/machine.ts';
import type { PageTerminal } from '../../../debug-adapter/session/browser/pageTerminal.ts';
import type { PortRequest } from '../../../debug-adapter/session/browser/serviceMessages.ts';
import type { PythonVersion } from '../../../debug-adapter/session/browser/versions.ts';
import type { Sample } from '../contents.ts';
import {
  DebugSession,
  type Launch,
  PROGRAM_FOLDER,
  type SessionListener,
} from '../model/debugSession.ts';
import type { GivenFiles } from './filesPanel.ts';

/** The bundle of the worker with the debug adapter, beside the page's script. */
const WORKER = 'adapter.js';

/** A worker with a debug adapter, and the session that has it, if one has already. */
interface PreparedAdapter {
  readonly adapter: AdapterWorker;
  session?: DebugSession;
  terminal?: PageTerminal;
  files?: GivenFiles;
}

/** What is run: a sample, or what has become of one. */
export type Program = Omit<Sample, 'name'>;

/** Python in a web worker that is there before a program is to run: what it needs is fetched while the reader reads. */
export class PreparedPython {
  /** There is one at least. */
  readonly #pythons: readonly ServedPython[];
  readonly #script: URL;
  #version: PythonVersion;
  #next: PreparedAdapter | undefined;
  /** With the latest program that was started. */
  #latest: AdapterWorker | undefined;
  /** Settles when nothing is being fetched any more for the first program. */
  readonly fetched: Promise<void>;

  /** @param folder with the files of the page. */
  constructor(pythons: readonly ServedPython[], folder: URL) {
    this.#pythons = pythons;
    this.#version = (pythons[0] as ServedPython).version;
    this.#script = new URL(WORKER, folder);
    this.#next = this.#make();
    this.fetched = this.#next.adapter.prepare();
  }

  /** What there is, the one that runs programs at first at the head. */
  get versions(): readonly PythonVersion[] {
    return this.#pythons.map(({ version }) => version);
  }

  /** Which one runs the programs that are started from now on: it is fetched at once. */
  set version(version: PythonVersion) {
    this.#version = version;
    const unused = this.#next;
    this.#next = this.#make();
    unused?.adapter.close();
    void this.#next.adapter.prepare();
  }

  /**
   * Starts a program of these files on a terminal, with a debug adapter of its own.
   *
   * @param packages URL of an archive of what it imports.
   */
  start(
    packages: string | undefined,
    files: GivenFiles,
    launch: Omit<Launch, 'python'>,
    terminal: PageTerminal,
    listener: SessionListener,
  ): DebugSession {
    const taken = this.#next ?? this.#make();
    this.#next = undefined;
    const { adapter } = taken;
    taken.terminal = terminal;
    taken.files = files;
    adapter.addFiles(files.contents);
    const ready = givePackages(adapter, packages);
    ready.catch(({ message }: Error) => {
      this.#closed(taken, message);
      adapter.close();
    });
    const session = new DebugSession(
      {
        send: message => {
          ready.then(
            () => adapter.send(message),
            // Of which the session is told.
            () => {},
          );
        },
        type: typed => adapter.type(typed),
        resizeTerminal: cells => adapter.resizeTerminal(cells),
        close: () => adapter.close(),
      },
      { ...launch, python: this.#version },
      listener,
    );
    taken.session = session;
    this.#latest = adapter;
    return session;
  }

  /** Asks the latest program. @param answer see `AdapterWorker.ask`. */
  ask(port: number, request: PortRequest, answer: MessagePort): void {
    this.#latest?.ask(port, request, answer);
  }

  #make(): PreparedAdapter {
    // Others are not fetched with it.
    const pythons = this.#pythons.filter(({ version }) => version === this.#version);
    const made: PreparedAdapter = {
      adapter: new AdapterWorker(this.#script, pythons, {
        message: message => made.session?.receive(message),
        filesChanged: changes => made.files?.follow(changes),
        get terminal() {
          return made.terminal;
        },
        listening: ports => made.session?.listening(ports),
        closed: reason => this.#closed(made, reason),
      }),
    };
    return made;
  }

  #closed(closed: PreparedAdapter, reason: string | undefined): void {
    // One that could not be loaded: the next program may have more luck, or tells why not.
    if (this.#next === closed) this.#next = undefined;
    if (closed.session === undefined) return;
    closed.session.closed(reason);
    this.#next ??= this.#make();
    void this.#next.adapter.prepare();
  }
}

/** Gives an adapter the packages of its program, if it has any. @throws Error when they cannot be fetched. */
async function givePackages(adapter: AdapterWorker, url: string | undefined): Promise<void> {
  if (url === undefined) return;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} cannot be fetched: ${response.status}`);
  adapter.addArchive(`${PROGRAM_FOLDER}/.wasix-packages`, await response.blob());
}
