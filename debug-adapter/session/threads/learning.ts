/** What is asked of a program once, as long as nothing changes there, however many wait for it. */
export class Learning {
  /** The program's age when it was asked last. */
  #age = -1;
  #count = 0;
  #hasLearned = Promise.resolve(false);

  /**
   * Waits until what there is to know at the program's age is known.
   *
   * @param ask asks for it; it may give up when it is not the latest any more.
   * @throws what `ask` throws; others that have waited for it ask themselves.
   */
  async learn(ageOf: () => number, ask: (isLatest: () => boolean) => Promise<void>): Promise<void> {
    for (;;) {
      const age = ageOf();
      if (age === this.#age) {
        if (await this.#hasLearned) return;
        continue;
      }
      this.#age = age;
      this.#count++;
      const number = this.#count;
      const isLatest = (): boolean => number === this.#count;
      const learning = ask(isLatest);
      this.#hasLearned = learning.then(
        () => true,
        () => {
          if (isLatest()) this.#age = -1;
          return false;
        },
      );
      await learning;
      if (isLatest()) return;
    }
  }

  /** Has the next one who wants to know ask again. */
  forget(): void {
    this.#age = -1;
  }
}
