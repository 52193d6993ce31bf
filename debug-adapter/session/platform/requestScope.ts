/** Knows which of the client's requests is being answered, wherever that leads. */
export interface RequestScope {
  /** Does what answers a request, by the request's number. */
  run<Result>(request: number, work: () => Result): Result;
  /** The number of the request that is being answered; undefined outside of any. */
  getStore(): number | undefined;
}
