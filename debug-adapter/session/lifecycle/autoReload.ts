import path from '#platform/path.ts';
import type { ReloadedFiles } from '#platform/reloadedFiles.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import { forgetCompiled } from '../program/compiledFiles.ts';
import type { Debuggee } from '../program/debuggee.ts';
import { type LaunchConfiguration, RELOADED } from '../program/launchConfiguration.ts';
import type { Session } from '../session.ts';
import type { Timer } from '../timers.ts';

/** How many of the files that have changed are told of. */
const MOST_TOLD = 3;

/** How long a program has to go on before it is started again, in milliseconds: a step is shorter. */
const STEP_TIME = 300;

/** The exit codes of a program that somebody has ended: 128, and SIGINT's or SIGTERM's number. */
const ENDED_BY_USER: ReadonlySet<number> = new Set([130, 143]);

type Options = Exclude<LaunchConfiguration['autoReload'], boolean>;

/**
 * Starts a program again when files change that it is made of: natively, servers do so by starting
 * themselves as another process. While it stands still, whoever looks at it is not disturbed. One
 * that has failed stays until there is something to try again with.
 */
export class AutoReload {
  readonly #session: Session;
  readonly #restart: (configuration: LaunchConfiguration) => Promise<void>;
  readonly #changed = new Set<string>();
  /** What is started again; nothing, if this is not wanted. */
  #configuration: LaunchConfiguration | undefined;
  #files: ReloadedFiles | undefined;
  /** Whether only what the program has loaded counts, of the files that are watched. */
  #isOfLoaded = true;
  #isRestarting = false;
  #isAnnounced = false;
  #timer: Timer | undefined;

  /** @param restart ends the program, if there is one, and starts what is configured so. */
  constructor(session: Session, restart: (configuration: LaunchConfiguration) => Promise<void>) {
    this.#session = session;
    this.#restart = restart;
  }

  /** Whether there is no program, and one comes when a file changes. */
  get isWaiting(): boolean {
    return this.#configuration !== undefined && !this.#session.hasDebuggee;
  }

  /** Watches the files of a program that has been started by a launch configuration. */
  follow(debuggee: Debuggee, configuration: LaunchConfiguration): void {
    if (configuration !== this.#configuration) this.#begin(configuration);
    debuggee.on('resumed', () => this.#consider(STEP_TIME));
  }

  /** Watches what a launch configuration says, instead of what was watched before. */
  #begin(configuration: LaunchConfiguration): void {
    this.end();
    const { autoReload } = configuration;
    const options = typeof autoReload === 'boolean' ? { enable: autoReload } : autoReload;
    if (!options.enable) return;
    this.#configuration = configuration;
    void this.#watch(configuration, options);
  }

  async #watch(
    configuration: LaunchConfiguration,
    { include = [], exclude = [] }: Options,
  ): Promise<void> {
    // Loaded only for those who want it, as it takes its time.
    const { ReloadedFiles } = await import('#platform/reloadedFiles.ts');
    if (this.#configuration !== configuration) return;
    const { program, cwd } = configuration;
    const folders = program === undefined ? [cwd] : [cwd, path.dirname(program)];
    this.#isOfLoaded = include.length === 0;
    this.#files = new ReloadedFiles({
      folders: folders.map(folder => path.resolve(folder)),
      include: this.#isOfLoaded ? RELOADED : include,
      exclude,
    });
    this.#files.on('changed', files => this.#note(files));
    // What has changed before is known by what was loaded.
    this.#files.on('ready', () => this.#note(this.#session.sourceVersions.changed()));
    this.#files.once('failed', ({ message }) =>
      this.#tell(`Not all files can be watched, and changes of some are missed: ${message}`),
    );
  }

  /**
   * Tells whoever waits for a program that has ended by an error.
   *
   * @returns whether the session goes on without it.
   */
  outlives(outcome: GuestOutcome): boolean {
    const code = outcome.kind === 'exited' ? outcome.code & 0xff : undefined;
    const isWanted = outcome.kind === 'terminated' || code === 0 || ENDED_BY_USER.has(code ?? -1);
    // Whatever changes then starts nothing any more.
    if (isWanted) this.end();
    if (this.#configuration === undefined) return false;
    const how = code === undefined ? 'has crashed' : `has ended with exit code ${code}`;
    this.#tell(`The program ${how}: it starts again when a file changes.`);
    this.#consider(0);
    return true;
  }

  /** Watches nothing any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#files?.close();
    this.#files = undefined;
    this.#configuration = undefined;
    this.#changed.clear();
    this.#isAnnounced = false;
  }

  #note(files: Iterable<string>): void {
    for (const file of files) this.#changed.add(file);
    this.#consider(0);
  }

  #consider(delay: number): void {
    if (this.#changed.size === 0 || this.#isRestarting) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#reload(), delay);
  }

  async #reload(): Promise<void> {
    for (const file of this.#changed) if (!this.#matters(file)) this.#changed.delete(file);
    if (this.#changed.size === 0) return;
    const { hasDebuggee } = this.#session;
    if (hasDebuggee && this.#session.debuggee.isStopped) {
      const isLookedAt = this.#session.debuggee.hasBegun && !this.#isAnnounced;
      if (isLookedAt) this.#announce('as soon as it goes on');
      this.#isAnnounced ||= isLookedAt;
      return;
    }
    this.#announce('now');
    for (const file of this.#changed) forgetCompiled(file);
    this.#changed.clear();
    this.#isAnnounced = false;
    this.#isRestarting = true;
    try {
      await this.#restart(this.#configuration as LaunchConfiguration);
    } catch (error) {
      // Unless the session has been ended meanwhile.
      if (this.#configuration !== undefined) this.#tell((error as Error).message);
      this.end();
    } finally {
      this.#isRestarting = false;
    }
    this.#consider(0);
  }

  /** Whether a program that is started now would be another one for what has changed. */
  #matters(file: string): boolean {
    const { sourceVersions, hasDebuggee } = this.#session;
    if (sourceVersions.checksum(file) !== undefined) return sourceVersions.hasChanged(file);
    // What a program has failed for may be a file that it could not load.
    return !this.#isOfLoaded || !hasDebuggee;
  }

  #announce(when: string): void {
    const names = [...this.#changed].map(file => path.basename(file));
    const told = names.slice(0, MOST_TOLD).join(', ');
    const others = names.length > MOST_TOLD ? ` and ${names.length - MOST_TOLD} more` : '';
    const verb = names.length > 1 ? 'have' : 'has';
    this.#tell(`${told}${others} ${verb} changed: the program starts again ${when}.`);
  }

  #tell(sentence: string): void {
    this.#session.emit('output', { category: 'console', output: `${sentence}\n` });
  }
}
