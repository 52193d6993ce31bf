/**
 * The numbers under which a client knows continuations. Each keeps its number
 * for life, and none is used twice in a session, not even after a restart.
 */
export class ThreadIds {
  readonly #contexts = new Map<number, number>();
  readonly #ids = new Map<number, number>();
  #last = 0;

  /** The thread of a context; a new one gets the next number. */
  of(context: number): number {
    let id = this.#ids.get(context);
    if (id === undefined) {
      id = ++this.#last;
      this.#ids.set(context, id);
      this.#contexts.set(id, context);
    }
    return id;
  }

  /** Gives a context the number of a thread that is gone, and has come again. */
  bind(context: number, id: number): void {
    this.#ids.set(context, id);
    this.#contexts.set(id, context);
  }

  /** The thread of a context that has one. */
  find(context: number): number | undefined {
    return this.#ids.get(context);
  }

  /** The context of a thread; undefined for a thread that is gone. */
  context(id: number): number | undefined {
    return this.#contexts.get(id);
  }

  /** Forgets a context that is gone. @returns its thread's number, if it had one. */
  remove(context: number): number | undefined {
    const id = this.#ids.get(context);
    this.#ids.delete(context);
    if (id !== undefined) this.#contexts.delete(id);
    return id;
  }

  /** The contexts that have a number. */
  get known(): number[] {
    return [...this.#ids.keys()];
  }
}
