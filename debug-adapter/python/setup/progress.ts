/** Where progress goes: `process.stderr`, or a buffer in a test. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Seconds between two lines about the same step where lines cannot be rewritten. */
const SECONDS_BETWEEN_LINES = 20;

/** `0:07`, `12:34`. */
export function formatElapsed(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/**
 * Tells a person which step is under way and for how long: one line that is
 * rewritten every second on a terminal, a line now and then elsewhere.
 */
export class Progress {
  readonly #stream: ProgressStream;
  #label = '';
  #detail = '';
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: ProgressStream = process.stderr) {
    this.#stream = stream;
  }

  /** Begins a step, for example `begin('[3/9] CPython: configure')`. */
  begin(label: string): void {
    this.#label = label;
    this.#detail = '';
    this.#startedAt = performance.now();
    this.#show();
    const period = this.#stream.isTTY ? 1 : SECONDS_BETWEEN_LINES;
    this.#timer = setInterval(() => this.#show(), period * 1000).unref();
  }

  /** Says what the step is at, for example how much of a download is there. */
  detail(text: string): void {
    this.#detail = text;
  }

  /** Ends the step and returns the seconds it took. */
  end(outcome = 'done'): number {
    clearInterval(this.#timer);
    const seconds = this.#elapsed();
    this.#line(`${this.#label}: ${outcome} (${formatElapsed(seconds)})\n`);
    return seconds;
  }

  /** Prints a line that stays. */
  note(text: string): void {
    this.#line(`${text}\n`);
  }

  #elapsed(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  #show(): void {
    const detail = this.#detail === '' ? '' : ` (${this.#detail})`;
    const text = `${this.#label}${detail} … ${formatElapsed(this.#elapsed())}`;
    this.#line(this.#stream.isTTY ? text : `${text}\n`);
  }

  #line(text: string): void {
    this.#stream.write(this.#stream.isTTY ? `\r\u001b[K${text}` : text);
  }
}
