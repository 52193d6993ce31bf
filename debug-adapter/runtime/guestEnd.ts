/** How a guest ended: with an exit code, or by an error that left its code. */
export type GuestEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'crashed'; readonly error: unknown };
