import type { Random } from './random.ts';

/** As many as are remembered of a kind. */
const MOST = 50;

/** The latest numbers of a kind of thing that an adapter has told of. */
class Pool<Item> {
  readonly #items: Item[];

  /** @param usual what to choose before anything is known. */
  constructor(usual: Item) {
    this.#items = [usual];
  }

  add(item: Item | undefined): void {
    if (item === undefined || this.#items.includes(item)) return;
    this.#items.push(item);
    if (this.#items.length > MOST) this.#items.shift();
  }

  choose(random: Random): Item {
    return random.of(this.#items);
  }
}

/** What a client has to know to ask for anything: the fuzzer learns it from the answers. */
export class Numbers {
  readonly program: string;
  readonly threads = new Pool(1);
  readonly frames = new Pool(1);
  readonly references = new Pool(1);
  readonly addresses = new Pool('0x400');
  readonly dataIds = new Pool('global:__main__:rounds');
  lastRequest = 0;

  /** @param program the path of what is debugged. */
  constructor(program: string) {
    this.program = program;
  }

  /** Learns from the body of a response or an event. */
  learn(body: unknown): void {
    if (typeof body !== 'object' || body === null) return;
    // biome-ignore lint/suspicious/noExplicitAny: any message of the protocol
    const { stackFrames, scopes, variables, threads, ...rest } = body as any;
    for (const { id, instructionPointerReference } of stackFrames ?? []) {
      this.frames.add(id);
      this.addresses.add(instructionPointerReference);
    }
    for (const { id } of threads ?? []) this.threads.add(id);
    for (const { variablesReference, memoryReference } of [
      ...(scopes ?? []),
      ...(variables ?? []),
      rest,
    ]) {
      this.references.add(variablesReference || undefined);
      this.addresses.add(memoryReference);
    }
    this.threads.add(rest.threadId);
    this.dataIds.add(rest.dataId ?? undefined);
  }
}
