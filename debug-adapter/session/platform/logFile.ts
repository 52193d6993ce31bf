/** A file that lines are added to. */
export interface LogFile {
  /** @throws Error when there is no room for it. */
  write(text: string): void;
  close(): void;
}
