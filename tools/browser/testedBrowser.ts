/** A browser with one page, in which global functions are called. */
export interface TestedBrowser extends AsyncDisposable {
  goto(url: string): Promise<void>;
  /** @param args and what the function returns, or promises, are values of JSON. */
  call(name: string, args: readonly unknown[]): Promise<unknown>;
}
