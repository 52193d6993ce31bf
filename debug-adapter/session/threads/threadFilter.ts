/** Which continuations a user wants to see as threads, by their names. */
export class ThreadFilter {
  readonly #shown: readonly RegExp[];
  readonly #hidden: readonly RegExp[];

  /** @param patterns with `*` for any text; those after a `!` tell what is not shown. */
  constructor(patterns: readonly string[]) {
    this.#shown = patterns.filter(pattern => !pattern.startsWith('!')).map(toExpression);
    this.#hidden = patterns
      .filter(pattern => pattern.startsWith('!'))
      .map(pattern => toExpression(pattern.slice(1)));
  }

  /** Whether everything is shown. */
  get isOpen(): boolean {
    return this.#shown.length === 0 && this.#hidden.length === 0;
  }

  /** Whether a continuation of that name is shown. */
  shows(name: string): boolean {
    const isWanted = this.#shown.length === 0 || this.#shown.some(wanted => wanted.test(name));
    return isWanted && !this.#hidden.some(hidden => hidden.test(name));
  }
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
