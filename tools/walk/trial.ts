import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type Action, actions } from './actions.ts';
import { consultOracle, type Truth, writeSources } from './oracle.ts';
import { type ProgramTree, programs } from './program.ts';
import { render, type Sources } from './render.ts';
import { Violation, Walker } from './walker.ts';

/** How long a failure is made smaller at most, in milliseconds. */
const LONGEST_SHRINKING = 90_000;
/** A program whose trace is longer is not walked through. */
const LONGEST_TRACE = 3000;

interface Walk {
  readonly program: ProgramTree;
  readonly actions: readonly Action[];
}

// Without bias, which in a first run is one towards what is small.
const walks: fc.Arbitrary<Walk> = fc.noBias(fc.record({ program: programs, actions }));

/**
 * Walks through the program that a number stands for.
 *
 * @returns the smallest walk that fails in the same way; undefined when all is well.
 */
export async function walkOnce(
  seed: number,
  tell?: (text: string) => void,
): Promise<string | undefined> {
  const trial = new Trial(tell);
  const property = fc.asyncProperty(walks, walk => trial.perform(walk));
  const details = await fc.check(property, {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: LONGEST_SHRINKING,
  });
  trial.clean();
  return details.failed && trial.report !== '' ? trial.report : undefined;
}

/** Performs walks, and remembers the report of the last that failed. */
class Trial {
  report = '';
  readonly #tell: ((text: string) => void) | undefined;
  readonly #folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'walk-')));
  #text = '';
  #truth: Truth | undefined;

  constructor(tell?: (text: string) => void) {
    this.#tell = tell;
  }

  clean(): void {
    fs.rmSync(this.#folder, { recursive: true });
  }

  async perform({ program, actions }: Walk): Promise<void> {
    const sources = render(program);
    const truth = await this.#truthOf(sources);
    fc.pre(truth.trace.events.length < LONGEST_TRACE);
    const walker = new Walker(this.#folder, truth, actions);
    try {
      await walker.walk();
    } catch (error) {
      const kind = error instanceof Violation ? error.message : String((error as Error).stack);
      this.report = [this.#text, ...walker.story, '', kind].join('\n');
      throw error;
    } finally {
      this.#tell?.([this.#text, ...walker.story].join('\n'));
    }
  }

  /** What the program does by itself; asked once for many walks. */
  async #truthOf(sources: Sources): Promise<Truth> {
    const text = Object.entries(sources)
      .map(([name, source]) => `──── ${name}\n${numbered(source)}`)
      .join('\n');
    if (this.#truth === undefined || text !== this.#text) {
      fs.rmSync(path.join(this.#folder), { recursive: true });
      fs.mkdirSync(this.#folder);
      writeSources(this.#folder, sources);
      this.#text = text;
      this.#truth = await consultOracle(this.#folder);
    }
    return this.#truth;
  }
}

function numbered(source: string): string {
  return source
    .trimEnd()
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(3)} ${line}`)
    .join('\n');
}
