import type { GuestEnd } from '../guestEnd.ts';
import type { ModuleSource } from '../linking/moduleFiles.ts';
import { recordedFiles } from '../linking/recordedFiles.ts';
import type { GuestMemory } from '../memory.ts';
import type { Turn } from '../scheduling/scheduler.ts';
import type { StackThread } from '../scheduling/stackThread.ts';
import type { Invocation, RawArgument } from '../syscalls/imports.ts';
import type { Syscall } from '../syscalls/syscall.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import { CheckPace, type CheckSpacing } from './checkPace.ts';
import { CONTENT_SIZE, End, Entry, HIGH, hashArguments, shortName } from './format.ts';
import { variableName } from './hiddenVariables.ts';
import type { FilePart, LeftFiles } from './leftFiles.ts';
import type { LogWriter } from './logWriter.ts';
import { ObservedMemory } from './observedMemory.ts';
import type { Digests } from './platform.ts';
import type { Recording } from './recording.ts';

/** What a recording does not hold. */
export interface LeftOut {
  readonly files?: LeftFiles | undefined;
  /** The names of environment variables whose values it does not. */
  readonly variables?: ReadonlySet<string>;
}

/** What tells a program of its environment. */
const ENVIRONMENT_CALL = 'environ_get';

/** Records a run: what the host answers, what it writes to memory, and who goes on, in one order. */
export class Recorder implements Recording {
  readonly #log: LogWriter;
  readonly #digests: Digests;
  readonly #pace: CheckPace;
  /** The numbers of calls, by their names. */
  readonly #calls = new Map<string, number>();
  /** The numbers of what is stored once, by its names. */
  readonly #contents = new Map<string, number>();
  /** The numbers of files that are left where they are, by their paths. */
  readonly #files = new Map<string, number>();
  readonly #left: LeftFiles | undefined;
  readonly #hidden: ReadonlySet<string>;
  /** Whether the program is being told of its environment. */
  #tellsEnvironment = false;
  #memory: GuestMemory | undefined;
  #running = MAIN_THREAD;
  #isOver = false;

  /** @param spacing of the checks of memory. */
  constructor(
    log: LogWriter,
    digests: Digests,
    spacing?: CheckSpacing,
    { files, variables = new Set() }: LeftOut = {},
  ) {
    this.#left = files;
    if (files !== undefined) files.onChange = (path, content) => this.#keep(path, content);
    this.#hidden = variables;
    this.#log = log;
    this.#digests = digests;
    this.#pace = new CheckPace(spacing);
  }

  view(memory: WebAssembly.Memory): GuestMemory {
    this.#left?.attach(memory);
    this.#memory = new ObservedMemory(memory, (address, length) => this.#write(address, length));
    return this.#memory;
  }

  attach({ process }: StackThread): void {
    process.onExit = () => this.#end(End.exited, process.exitCode);
  }

  moduleFiles(files: ModuleSource): ModuleSource {
    return recordedFiles(files, {
      found: path => {
        this.#log.begin(Entry.found);
        this.#log.number(path === undefined ? 0 : 1);
        this.#log.text(path ?? '');
      },
      read: (path, bytes) => {
        const isLeft = this.#left?.has(path) ?? false;
        const number = isLeft ? this.#file(path) : this.#store(bytes);
        this.#log.begin(isLeft ? Entry.readFile : Entry.read);
        this.#log.number(number);
        if (!isLeft) return;
        this.#log.number(bytes.length);
        this.#log.word(this.#digests.checksum(bytes));
      },
      unreadable: reason => {
        this.#log.begin(Entry.unreadable);
        this.#log.text(reason);
      },
    });
  }

  make(name: string, _call: Syscall, invoke: Invocation): Invocation {
    const begin = this.pass(name);
    const tellsEnvironment = this.#hidden.size > 0 && shortName(name) === ENVIRONMENT_CALL;
    return (...raw) => {
      if (this.#isOver) return invoke(...raw);
      begin(raw);
      this.#tellsEnvironment = tellsEnvironment;
      const result = invoke(...raw);
      this.#tellsEnvironment = false;
      if (typeof result === 'number') {
        this.#log.begin(Entry.answer);
        this.#log.signed(result);
      } else {
        this.#log.begin(Entry.sleep);
      }
      return result;
    };
  }

  pass(name: string): (raw: readonly RawArgument[]) => void {
    return raw => {
      if (this.#isOver) return;
      this.#left?.forget();
      if (this.#pace.isDue()) this.#check();
      const call = this.#calls.get(name) ?? this.#name(name);
      this.#log.begin(Entry.call);
      this.#log.number(call);
      this.#log.number(this.#running);
      this.#log.word(hashArguments(raw));
    };
  }

  taken({ thread, sleep, result, signal }: Turn): void {
    this.#running = thread.id;
    if (this.#isOver) return;
    if (sleep !== undefined) {
      this.#log.begin(result === undefined ? Entry.fail : Entry.resume);
      this.#log.number(sleep);
      if (result !== undefined) this.#log.signed(result);
    } else if (signal !== undefined) {
      this.#log.begin(Entry.enter);
      this.#log.number(thread.id);
      this.#log.number(signal);
    } else {
      this.#log.begin(Entry.start);
      this.#log.number(thread.id);
    }
  }

  left(thread: { readonly id: number }): void {
    this.#tellOf(Entry.leave, thread.id);
  }

  ended(thread: { readonly id: number }): void {
    this.#tellOf(Entry.ended, thread.id);
  }

  /**
   * Something was written to standard output or error, or to the channel: it is told where in memory that
   * lies, and a replay shows what lies there then.
   *
   * @param stream its number as a descriptor.
   * @param views of the memory.
   * @param length of what was taken of them, in bytes.
   */
  written(stream: number, views: readonly Uint8Array[], length: number): void {
    if (this.#isOver) return;
    let left = length;
    for (const { byteOffset, length: size } of views) {
      const taken = Math.min(left, size);
      if (taken === 0) continue;
      this.#log.begin(Entry.output);
      this.#log.number(stream);
      this.#log.number(byteOffset);
      this.#log.number(taken);
      left -= taken;
    }
  }

  /** The program is ended by somebody else, and not by anything that the recording could tell. */
  breakOff(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#log.close();
  }

  finish(end: GuestEnd): GuestEnd {
    if (end.kind === 'exited') this.#end(End.exited, end.code);
    else this.#end(End.crashed, 0);
    return end;
  }

  #write(address: number, length: number): void {
    if (this.#isOver) return;
    const { bytes } = this.#memory as GuestMemory;
    const part = this.#left?.at(address, length);
    if (part !== undefined) {
      this.#writePart(address, part, bytes.subarray(address, address + length));
      return;
    }
    if (this.#tellsEnvironment && this.#writeHidden(address, length)) return;
    if (length < CONTENT_SIZE) {
      this.#log.begin(Entry.write);
      this.#log.number(address);
      this.#log.bytes(bytes, address, length);
    } else {
      const content = this.#store(bytes.subarray(address, address + length));
      this.#log.begin(Entry.writeContent);
      this.#log.number(address);
      this.#log.number(content);
    }
  }

  #writePart(address: number, { path, position, length }: FilePart, bytes: Uint8Array): void {
    const file = this.#file(path);
    this.#log.begin(Entry.writeFile);
    this.#log.number(address);
    this.#log.number(file);
    // It may be more than 32 bits.
    this.#log.number(Math.floor(position / HIGH));
    this.#log.number(position % HIGH);
    this.#log.number(length);
    this.#log.word(this.#digests.checksum(bytes));
  }

  /** @returns whether it is a variable whose value is hidden. */
  #writeHidden(address: number, length: number): boolean {
    const bytes = (this.#memory as GuestMemory).slice(address, length);
    const name = variableName(bytes);
    if (name === undefined || !this.#hidden.has(name)) return false;
    this.#log.begin(Entry.writeHidden);
    this.#log.number(address);
    this.#log.text(name);
    this.#log.word(this.#digests.checksum(bytes));
    return true;
  }

  /** The program is about to change a file that was left where it is. */
  #keep(path: string, bytes: Uint8Array): void {
    if (this.#isOver) return;
    const file = this.#file(path);
    const content = this.#store(bytes);
    this.#log.begin(Entry.kept);
    this.#log.number(file);
    this.#log.number(content);
  }

  /** @returns the number of a file that is left where it is. */
  #file(path: string): number {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const number = this.#files.size;
    this.#files.set(path, number);
    this.#log.begin(Entry.file);
    this.#log.text(path);
    return number;
  }

  /** @returns the number of a content that is stored. */
  #store(bytes: Uint8Array): number {
    const name = this.#digests.contentName(bytes);
    const known = this.#contents.get(name);
    if (known !== undefined) return known;
    const number = this.#contents.size;
    this.#contents.set(name, number);
    this.#log.begin(Entry.content);
    this.#log.bytes(bytes);
    return number;
  }

  #name(name: string): number {
    const number = this.#calls.size;
    this.#calls.set(name, number);
    this.#log.begin(Entry.name);
    this.#log.text(name);
    return number;
  }

  #check(): void {
    this.#log.begin(Entry.check);
    this.#log.word(this.#pace.measure(() => this.#digest()));
  }

  #digest(): number {
    return this.#digests.checksum((this.#memory as GuestMemory).bytes);
  }

  #tellOf(kind: typeof Entry.leave | typeof Entry.ended, thread: number): void {
    if (this.#isOver) return;
    this.#log.begin(kind);
    this.#log.number(thread);
  }

  /** The first end counts: what another thread still does until all are stopped is no part of the run. */
  #end(how: (typeof End)[keyof typeof End], code: number): void {
    if (this.#isOver) return;
    this.#log.begin(Entry.end);
    this.#log.number(how);
    this.#log.signed(code);
    this.#log.word(this.#digest());
    this.#isOver = true;
    this.#log.close();
  }
}
