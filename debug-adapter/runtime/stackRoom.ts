/** Who gives workers room for stacks: how many an engine can have is no business of theirs. */
export interface StackRoom {
  /** How many stacks that have ended the engine keeps for the next ones. */
  readonly kept: number;
  /** Takes room for stacks. Returns whether there is any; if not, nothing has changed. */
  hold(count: number): boolean;
  release(count: number): void;
  /** So many of the stacks that are held will be released soon, whatever the guest does. */
  beginToEnd(count: number): void;
  /** Stacks have ended of which {@link StackRoom.beginToEnd} has told. */
  end(count: number): void;
}
