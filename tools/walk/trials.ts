import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type Action, actions } from './actions.ts';
import { Oracle, type Truth } from './oracle.ts';
import { type ProgramTree, programs } from './program.ts';
import { render, type Sources } from './render.ts';
import { Session, Violation } from './session.ts';
import { Walker } from './walker.ts';

/** How long a failure is made smaller at most, in milliseconds. */
const LONGEST_SHRINKING = 60_000;
/** A program whose trace is longer is not walked through. */
const LONGEST_TRACE = 3000;

interface Walk {
  readonly program: ProgramTree;
  /** What is done each time that it runs. */
  readonly turns: readonly (readonly Action[])[];
}

// Without bias, which in a first run is one towards what is small.
const walks: fc.Arbitrary<Walk> = fc.noBias(
  fc.record({
    program: programs,
    turns: fc.array(actions, { minLength: 1, maxLength: 3, size: 'max' }),
  }),
);

/** How many programs a session debugs. */
const PROGRAMS_OF_SESSION = 10;

/** Walks through programs, and makes smaller those that fail. */
export class Trials {
  readonly #tell: ((text: string) => void) | undefined;
  readonly #base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'walk-')));
  readonly #folder = path.join(this.#base, 'program');
  readonly #oracle = new Oracle(this.#base);
  #session: Session | undefined;
  #programs = 0;
  #text = '';
  #truth: Truth | undefined;
  #report = '';
  /** When to make a failure no smaller. */
  #deadline = Number.POSITIVE_INFINITY;

  constructor(tell?: (text: string) => void) {
    this.#tell = tell;
  }

  /**
   * Walks through the program that a number stands for.
   *
   * @returns the smallest walk that fails; undefined when all is well.
   * @throws what keeps programs from being traced.
   */
  async perform(seed: number): Promise<string | undefined> {
    this.#report = '';
    this.#deadline = Number.POSITIVE_INFINITY;
    // Each has a beginning of its own, so that it fails again when it is asked for alone.
    await this.#closeSession();
    const property = fc.asyncProperty(walks, walk => this.#walk(walk));
    const { counterexample, errorInstance } = await fc.check(property, { seed, numRuns: 1 });
    // One that is too long to be walked through is no failure, and has no example either.
    if (counterexample === null) return undefined;
    // What goes wrong before the first step is the walk's own fault.
    if (this.#report === '') throw errorInstance;
    return this.#report;
  }

  async close(): Promise<void> {
    await this.#closeSession();
    await this.#oracle.close();
    fs.rmSync(this.#base, { recursive: true });
  }

  async #walk({ program, turns }: Walk): Promise<void> {
    // Nothing smaller is known to fail; an interruption would leave a walk under way.
    if (performance.now() > this.#deadline) return;
    const truth = await this.#truthOf(render(program));
    fc.pre(truth.trace.events.length < LONGEST_TRACE);
    const stories: string[] = [];
    try {
      for (const actions of turns) {
        if (this.#programs++ >= PROGRAMS_OF_SESSION) await this.#closeSession();
        this.#session ??= new Session();
        const walker = new Walker(this.#session, this.#folder, truth, actions);
        try {
          await walker.walk();
        } finally {
          stories.push(...walker.story, '');
        }
      }
    } catch (error) {
      const fault = error instanceof Violation ? error.message : String((error as Error).stack);
      if (this.#report === '') this.#deadline = performance.now() + LONGEST_SHRINKING;
      this.#report = [this.#text, ...stories, fault].join('\n');
      await this.#closeSession();
      throw error;
    } finally {
      this.#tell?.([this.#text, ...stories].join('\n'));
    }
  }

  async #closeSession(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#programs = 0;
    await session?.close();
  }

  /** What the program does by itself; asked once for many walks. */
  async #truthOf(sources: Sources): Promise<Truth> {
    const text = Object.entries(sources)
      .map(([name, source]) => `──── ${name}\n${numbered(source)}`)
      .join('\n');
    if (this.#truth === undefined || text !== this.#text) {
      fs.rmSync(this.#folder, { recursive: true, force: true });
      fs.mkdirSync(this.#folder);
      for (const [name, source] of Object.entries(sources)) {
        fs.writeFileSync(path.join(this.#folder, name), source);
      }
      this.#text = text;
      this.#truth = await this.#oracle.consult(this.#folder);
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
