import type { DebugProtocol } from '@vscode/debugprotocol';
import { filesOfPage } from '../../runtime/browser/fetchedParts.ts';
import { holdFiles } from '../../runtime/browser/heldFiles.ts';
import {
  LONGEST_FORCED_END,
  StackShare,
  TERMINATION_PATIENCE,
} from '../../runtime/browser/stackShares.ts';
import type { PageMessage, WorkerMessage } from './adapterMessages.ts';
import {
  type FileChanges,
  type FileContents,
  type ServedPython,
  type TerminalCells,
  withUrls,
} from './machine.ts';
import { PageProgramWorkers } from './pageProgramWorkers.ts';
import type { PageTerminal } from './pageTerminal.ts';
import { PortRequests } from './portRequests.ts';
import type { PortRequest } from './serviceMessages.ts';

/** Is told of a debug adapter in a worker. */
export interface AdapterListener {
  /** What it sends to its client. */
  message(message: DebugProtocol.ProtocolMessage): void;
  /** Programs have changed files. Without it, what they write is known to them alone. */
  filesChanged?(changes: FileChanges): void;
  /** The terminal on which its programs run; without one, they have no input, and the client gets what they print. */
  readonly terminal?: PageTerminal | undefined;
  /** Programs listen on these ports now. Without it, nobody reaches a program's ports but the program itself. */
  listening?(ports: readonly number[]): void;
  /** It is no more. @param reason why, unless its client has said goodbye, or the page has ended it. */
  closed(reason?: string): void;
}

/** A debug adapter in a web worker of its own, with one client, as the page has it. */
export class AdapterWorker {
  readonly #worker: Worker;
  readonly #listener: AdapterListener;
  readonly #pythons: readonly ServedPython[];
  readonly #held: ReadonlyMap<string, Blob>;
  readonly #requests = new PortRequests(message => this.#post(message));
  readonly #programs: PageProgramWorkers;
  readonly #prepared = Promise.withResolvers<void>();
  /** None before it has something to do, and room for it: one that is merely there takes nothing from the others. */
  #stacks: StackShare | undefined;
  /** What it is to hear when it has them; none before it is to start, and after it has. */
  #unheard: PageMessage[] | undefined;
  #isClosed = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param script URL of the bundle of `worker.ts`.
   * @param pythons that can run programs, by URLs that may be relative to the page.
   * @param held those of their files that the page has already, by absolute URLs, which need not be anybody's.
   */
  constructor(
    script: string | URL,
    pythons: readonly ServedPython[],
    listener: AdapterListener,
    held: ReadonlyMap<string, Blob> = new Map(),
  ) {
    this.#listener = listener;
    holdFiles(held);
    this.#worker = new Worker(script);
    this.#worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => this.#receive(data);
    this.#worker.onerror = ({ message }) => this.#close(message || 'its worker cannot be loaded');
    this.#pythons = pythons.map(python => withUrls(python, absolute));
    this.#held = held;
    this.#programs = new PageProgramWorkers(absolute(script), (id, reason) =>
      this.#post({ type: 'programWorkerFailed', id, reason }),
    );
  }

  /**
   * Has it fetch now what its programs will need.
   *
   * @returns when all of that is there, or has failed, which the program tells that needs it.
   */
  prepare(): Promise<void> {
    // Not first when the worker asks for it, which has to begin itself.
    for (const { interpreter } of this.#pythons) filesOfPage.program(interpreter).catch(() => {});
    this.#post({ type: 'prepare', pythons: this.#pythons });
    return this.#prepared.promise;
  }

  /** Gives it files, in place of those that it has by the same paths: it has no others. */
  addFiles(files: FileContents): void {
    this.#tell({ type: 'files', files });
  }

  /** Gives it the files of a folder, as a ZIP archive: programs read them. */
  addArchive(folder: string, archive: Blob): void {
    this.#tell({ type: 'archive', folder, archive });
  }

  /** Passes on what the client says. */
  send(message: DebugProtocol.ProtocolMessage): void {
    this.#tell({ type: 'message', message });
  }

  /** Passes on what was typed in the terminal. */
  type(text: string): void {
    if (this.#stacks !== undefined) this.#post({ type: 'typed', text });
  }

  /** Passes on that the terminal has another size. */
  resizeTerminal(cells: TerminalCells): void {
    if (this.#stacks !== undefined) this.#post({ type: 'terminalResized', cells });
  }

  /** Asks a program that listens. @param answer see `PortRequests`. */
  ask(port: number, request: PortRequest, answer: MessagePort): void {
    this.#requests.ask(port, request, answer);
  }

  /**
   * Ends it at once, and its program with it, also one that computes in C and lets nobody be heard. Where its client has
   * said goodbye, it is about to end: that takes a second at most.
   */
  close(): void {
    this.#close();
  }

  /** Has it hear something, which starts it if that is the first. */
  #tell(message: PageMessage): void {
    if (this.#isClosed) return;
    if (this.#stacks !== undefined) {
      this.#post(message);
      return;
    }
    const isFirst = this.#unheard === undefined;
    this.#unheard ??= [];
    this.#unheard.push(message);
    if (isFirst) void this.#start();
  }

  async #start(): Promise<void> {
    // Who follows another that was ended by force does not have to do with little.
    while (!this.#isClosed && StackShare.isToGrow) await StackShare.grown();
    if (this.#isClosed) return;
    this.#stacks = new StackShare();
    this.#post({
      type: 'start',
      pythons: this.#pythons,
      held: this.#held,
      stackMappings: this.#stacks.mappings,
      tellsChanges: this.#listener.filesChanged !== undefined,
      terminal: this.#listener.terminal?.cells,
      servesPorts: this.#listener.listening !== undefined,
    });
    for (const message of this.#unheard ?? []) this.#post(message);
    this.#unheard = undefined;
  }

  #post(message: PageMessage): void {
    this.#worker.postMessage(message);
  }

  #receive(message: WorkerMessage): void {
    if (message.type === 'stacksMapped') this.#stacks?.mapped(message.count);
    if (message.type === 'stacksReleased') this.#endReleased();
    if (message.type === 'programWorkerUnwanted') this.#programs.end(message.id);
    if (this.#isClosed) return;
    switch (message.type) {
      case 'message':
        this.#listener.message(message.message);
        return;
      case 'programWanted':
        void this.#sendProgram(message.url);
        return;
      case 'programWorkerWanted':
        this.#programs.start(message.id, message.port);
        return;
      case 'fileWanted':
        void this.#sendFile(message.url);
        return;
      case 'prepared':
        this.#prepared.resolve();
        return;
      case 'filesChanged':
        this.#listener.filesChanged?.(message.changes);
        return;
      case 'inputWanted':
        this.#listener.terminal?.inputWanted?.();
        return;
      case 'shown':
        void this.#show(message.text);
        return;
      case 'listening':
        this.#listener.listening?.(message.ports);
        return;
      case 'answer':
        this.#requests.receive(message.id, message.message);
        return;
      case 'disconnected':
        this.#stacks?.closeLater(LONGEST_FORCED_END);
        this.#part();
        this.#patience = setTimeout(() => this.#terminate(), TERMINATION_PATIENCE);
    }
  }

  async #show(text: string): Promise<void> {
    await this.#listener.terminal?.show(text);
    this.#post({ type: 'drawn', count: text.length });
  }

  async #sendProgram(url: string): Promise<void> {
    const program = await filesOfPage.program(url).catch((error: Error) => error);
    this.#post({ type: 'program', url, program });
  }

  async #sendFile(url: string): Promise<void> {
    const file = await filesOfPage.file(url).catch((error: Error) => error);
    this.#post({ type: 'file', url, file });
  }

  #close(reason?: string): void {
    if (this.#isClosed) return;
    this.#end(LONGEST_FORCED_END);
    this.#part(reason);
  }

  #part(reason?: string): void {
    this.#isClosed = true;
    this.#requests.close();
    this.#prepared.resolve();
    this.#listener.closed(reason);
  }

  /** The next program has the room of its stacks at once. */
  #endReleased(): void {
    clearTimeout(this.#patience);
    this.#end(0);
  }

  /** @param delay how long its stacks may be there still, in milliseconds. */
  #end(delay: number): void {
    this.#terminate();
    this.#stacks?.closeLater(delay);
  }

  #terminate(): void {
    this.#worker.terminate();
    this.#programs.endAll();
  }
}

/** A URL that a worker understands, too, wherever its script is from. */
function absolute(relative: string | URL): string {
  return new URL(relative, location.href).href;
}
