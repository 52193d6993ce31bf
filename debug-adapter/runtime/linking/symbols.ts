/** Somebody whose thread-local variables each thread has for itself. */
export interface ThreadLocalOwner {
  /** Where they begin of the thread that runs. */
  readonly threadLocalBase: number;
}

/** What a name stands for. Addresses are the guest's, in bytes. */
export type Definition =
  | {
      readonly kind: 'function';
      readonly value: CallableFunction;
      /** Where pointers to it lead. */
      slot(): number;
    }
  | { readonly kind: 'data'; readonly address: number }
  | {
      readonly kind: 'thread-local';
      /** Whose thread-local variables it is among: the program's where there is none. */
      readonly owner: ThreadLocalOwner | undefined;
      /** From where a thread's of that owner begin. */
      readonly offset: number;
    };

/** Something that defines names: the program, or a side module. */
export interface SymbolSource {
  find(name: string): Definition | undefined;
}
