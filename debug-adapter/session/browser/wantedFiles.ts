/** What a worker has asked its page for, by URLs. */
export class WantedFiles<Content> {
  readonly #ask: (url: string) => void;
  readonly #wanted = new Map<string, PromiseWithResolvers<Content>>();

  constructor(ask: (url: string) => void) {
    this.#ask = ask;
  }

  /** @throws Error that the page has answered. */
  want(url: string): Promise<Content> {
    const wanted = Promise.withResolvers<Content>();
    this.#wanted.set(url, wanted);
    this.#ask(url);
    return wanted.promise;
  }

  receive(url: string, content: Content | Error): void {
    const wanted = this.#wanted.get(url);
    this.#wanted.delete(url);
    if (content instanceof Error) wanted?.reject(content);
    else wanted?.resolve(content);
  }
}
