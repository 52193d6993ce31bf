import path from 'node:path';
import type { GuestOutcome } from '../runtime/node/guestMessages.ts';
import { CAPABILITIES } from './capabilities.ts';
import { reportContexts } from './contextReport.ts';
import { Debuggee } from './debuggee.ts';
import { alreadyLaunched, programEnded } from './errors.ts';
import { type LaunchConfiguration, parseLaunchConfiguration } from './launchConfiguration.ts';
import { reportOutput } from './output.ts';
import type { PathMap } from './pathMap.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';
import type { ThreadArea } from './threads.ts';

/** How shells report a program that aborted: 128 and SIGABRT's number. */
const CRASH_EXIT_CODE = 134;

/** An area whose settings a program that was started again has to be given again. */
interface Settings {
  restore(): Promise<void>;
}

/** An area that listens to what a program tells. */
interface Follower {
  follow(debuggee: Debuggee): void;
}

/** Starting, restarting and ending the program. */
export class LifecycleArea {
  readonly #session: Session;
  readonly #settings: readonly Settings[];
  readonly #followers: readonly Follower[];
  #isStarting = false;
  #isAbandoned = false;
  readonly #threads: ThreadArea;

  constructor(
    session: Session,
    settings: readonly Settings[],
    followers: readonly Follower[],
    threads: ThreadArea,
  ) {
    this.#session = session;
    this.#settings = settings;
    this.#followers = followers;
    this.#threads = threads;
  }

  readonly handlers: RequestHandlers = {
    initialize: client => {
      const { linesStartAt1 = true, columnsStartAt1 = true } = client;
      this.#session.client = client;
      this.#session.counting = { linesStartAt1, columnsStartAt1 };
      return CAPABILITIES;
    },

    launch: async args => {
      if (this.#session.hasDebuggee || this.#isStarting) throw alreadyLaunched();
      const configuration = parseLaunchConfiguration(args);
      this.#session.configuration = configuration;
      await this.#start(configuration);
      return undefined;
    },

    configurationDone: async () => {
      await this.#run();
      return undefined;
    },

    restart: async args => {
      const configuration =
        args.arguments === undefined
          ? (this.#session.configuration as LaunchConfiguration)
          : parseLaunchConfiguration(args.arguments);
      this.#session.configuration = configuration;
      // The client must not show threads of the program that is going.
      this.#session.reportContinued();
      await this.abandon();
      await this.#start(configuration);
      for (const settings of this.#settings) await settings.restore();
      await this.#run();
      return undefined;
    },

    terminate: () => {
      // The client learns of the end by the event, however long it takes.
      if (this.#session.hasDebuggee) void this.#session.debuggee.terminate();
      return undefined;
    },

    disconnect: async () => {
      await this.abandon();
      return undefined;
    },
  };

  async #start(configuration: LaunchConfiguration): Promise<void> {
    this.#isStarting = true;
    const debuggee = await Debuggee.start(configuration).finally(() => {
      this.#isStarting = false;
    });
    if (this.#isAbandoned) {
      await debuggee.kill();
      throw programEnded();
    }
    this.#session.debuggee = debuggee;
    reportOutput(this.#session, debuggee);
    reportContexts(this.#session, debuggee);
    for (const follower of this.#followers) follower.follow(debuggee);
    debuggee.on('stopped', stop => this.#threads.reportStop(stop));
    debuggee.on('ended', outcome => this.#onEnded(debuggee, outcome));
  }

  async #run(): Promise<void> {
    const { debuggee } = this.#session;
    const configuration = this.#session.configuration as LaunchConfiguration;
    const { stopOnEntry, justMyCode, rules, showReturnValue, variablePresentation } = configuration;
    await debuggee.resume('run', {
      stopOnEntry,
      justMyCode,
      rules: rules.map(rule => ({ ...rule, path: guestPattern(rule.path, debuggee.paths) })),
      showReturnValue,
      variablePresentation,
    });
    this.#threads.watch();
  }

  /** Ends the program without a word to the client. */
  async abandon(): Promise<void> {
    // A program that is still starting is ended as soon as it is up.
    this.#isAbandoned = this.#isStarting;
    if (!this.#session.hasDebuggee) return;
    const { debuggee } = this.#session;
    debuggee.removeAllListeners();
    this.#forget();
    await debuggee.kill();
  }

  #forget(): void {
    this.#session.debuggee = undefined;
    this.#threads.forget();
  }

  #onEnded(debuggee: Debuggee, outcome: GuestOutcome | undefined): void {
    debuggee.removeAllListeners();
    this.#forget();
    if (outcome?.kind === 'crashed') {
      this.#session.emit('output', {
        category: 'stderr',
        output: `The program crashed: ${outcome.reason}.\n`,
      });
    }
    if (outcome !== undefined) {
      const exitCode = outcome.kind === 'exited' ? outcome.code : CRASH_EXIT_CODE;
      this.#session.emit('exited', { exitCode });
    }
    this.#session.emit('terminated');
  }
}

/** A pattern of paths as it is in the guest, if it begins at the root of this machine. */
function guestPattern(pattern: string | undefined, paths: PathMap): string | undefined {
  return pattern !== undefined && path.isAbsolute(pattern) ? paths.toGuest(pattern) : pattern;
}
