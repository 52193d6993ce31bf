/** A terminal for a program to run on: none that a page has is one so far, and nobody makes one. */
export interface Foreground {
  print(stream: 'stdout' | 'stderr', text: string): void;
}
