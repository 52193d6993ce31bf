import { GuestMemory } from '../memory.ts';
import { Entry } from './format.ts';
import type { LogReader } from './logReader.ts';

/** Shows what the program writes to standard output, error or the channel, by its number as a descriptor. */
export type ShowOutput = (stream: number, bytes: Uint8Array) => void;

/** What calls did besides returning a result: what they wrote to memory, and what they took of it. */
export class RecordedEffects {
  readonly #log: LogReader;
  readonly #output: ShowOutput;
  readonly #names: string[] = [];
  readonly #contents: Uint8Array<ArrayBuffer>[] = [];
  #memory: GuestMemory | undefined;

  constructor(log: LogReader, output: ShowOutput) {
    this.#log = log;
    this.#output = output;
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
      case Entry.output: {
        log.begin();
        const stream = log.number();
        const address = log.number();
        this.#output(stream, this.bytes.slice(address, address + log.number()));
        return true;
      }
      default:
        return false;
    }
  }
}
