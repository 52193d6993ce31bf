import { GuestMemory } from '../memory.ts';
import { Entry, HIGH } from './format.ts';
import type { GivenFiles } from './givenFiles.ts';
import { variableBytes } from './hiddenVariables.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { LogReader } from './logReader.ts';
import type { Digests } from './platform.ts';
import { type ReplayError, replayErrors } from './replayErrors.ts';

/** Shows what the program writes to standard output, error or the channel, by its number as a descriptor. */
export type ShowOutput = (stream: number, bytes: Uint8Array) => void;

/** What a recording does not hold, and whoever replays it gives. */
export interface Given {
  readonly files?: GivenFiles | undefined;
  /** Those of them that the program changed. */
  readonly kept?: KeptFiles | undefined;
  /** Environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What is needed besides the log. */
export interface EffectsOptions {
  readonly digests: Digests;
  readonly output: ShowOutput;
  readonly given?: Given | undefined;
  /** Told of what is given that is not what it was. */
  readonly onFailure: (error: ReplayError) => void;
}

/** What calls did besides returning a result: what they wrote to memory, and what they took of it. */
export class RecordedEffects {
  readonly #log: LogReader;
  readonly #options: EffectsOptions;
  readonly #names: string[] = [];
  readonly #contents: Uint8Array<ArrayBuffer>[] = [];
  readonly #files: string[] = [];
  #memory: GuestMemory | undefined;

  constructor(log: LogReader, options: EffectsOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** @returns the memory that they have an effect on. */
  view(memory: WebAssembly.Memory): GuestMemory {
    this.#memory = new GuestMemory(memory);
    return this.#memory;
  }

  /** All memory. */
  get bytes(): Uint8Array {
    return (this.#memory as GuestMemory).bytes;
  }

  /** @returns the name of the calls of a number. */
  callName(number: number): string {
    return this.#names[number] as string;
  }

  /** @returns what was stored once, which is not to be changed. */
  content(number: number): Uint8Array<ArrayBuffer> {
    return this.#contents[number] as Uint8Array<ArrayBuffer>;
  }

  /** Reads the rest of an entry on a file that was left where it was. @returns all of it. */
  wholeFile(): Uint8Array<ArrayBuffer> | undefined {
    const file = this.#log.number();
    return this.#part(file, 0, this.#log.number());
  }

  /** Has happen what follows at once, before any code of the guest's runs. */
  settle(): void {
    while (this.#apply()) {}
  }

  /** @returns whether there was such an entry. */
  #apply(): boolean {
    const log = this.#log;
    switch (log.next) {
      case Entry.name:
        log.begin();
        this.#names.push(log.text());
        return true;
      case Entry.content:
        log.begin();
        this.#contents.push(log.bytes().slice());
        return true;
      case Entry.file:
        log.begin();
        this.#files.push(log.text());
        return true;
      case Entry.write: {
        log.begin();
        const address = log.number();
        this.#memory?.write(address, log.bytes());
        return true;
      }
      case Entry.writeContent: {
        log.begin();
        const address = log.number();
        this.#memory?.write(address, this.content(log.number()));
        return true;
      }
      case Entry.writeFile: {
        log.begin();
        const address = log.number();
        const file = log.number();
        const position = log.number() * HIGH + log.number();
        const bytes = this.#part(file, position, log.number());
        if (bytes !== undefined) this.#memory?.write(address, bytes);
        return true;
      }
      case Entry.writeHidden: {
        log.begin();
        const address = log.number();
        const bytes = this.#hidden(log.text());
        if (bytes !== undefined) this.#memory?.write(address, bytes);
        return true;
      }
      case Entry.kept:
        // It is looked for when it is needed, which is before.
        log.begin();
        log.number();
        log.number();
        return true;
      case Entry.output: {
        log.begin();
        const stream = log.number();
        const address = log.number();
        this.#options.output(stream, this.bytes.slice(address, address + log.number()));
        return true;
      }
      default:
        return false;
    }
  }

  /** A part of a file that was left where it was; its checksum is next. @returns undefined for another. */
  #part(file: number, position: number, length: number): Uint8Array<ArrayBuffer> | undefined {
    const { given, digests, onFailure } = this.#options;
    const path = this.#files[file] as string;
    const checksum = this.#log.word();
    const found = given?.files?.read({ path, position, length });
    if (found !== undefined && digests.checksum(found) === checksum) return found;
    const kept = given?.kept?.find(file)?.slice(position, position + length);
    if (kept !== undefined && digests.checksum(kept) === checksum) return kept;
    onFailure(replayErrors.otherFile(path));
    return undefined;
  }

  /** What the program was told of a variable; its checksum is next. @returns undefined for another. */
  #hidden(name: string): Uint8Array | undefined {
    const { given, digests, onFailure } = this.#options;
    const value = given?.variables?.[name];
    const bytes = value === undefined ? undefined : variableBytes(name, value);
    const checksum = this.#log.word();
    if (bytes !== undefined && digests.checksum(bytes) === checksum) return bytes;
    onFailure(replayErrors.otherVariable(name));
    return undefined;
  }
}
