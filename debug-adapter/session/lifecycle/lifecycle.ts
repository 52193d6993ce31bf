import type { Foreground } from '#platform/foreground.ts';
import { usualLogFile } from '#platform/logFile.ts';
import path from '#platform/path.ts';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import { capabilitiesFor, REPLAY_CAPABILITIES } from '../capabilities.ts';
import type { ConversationLog } from '../conversationLog.ts';
import {
  alreadyLaunched,
  attachOnly,
  cannotRestart,
  type DebugError,
  nothingToAttachTo,
  startGivenUp,
} from '../errors.ts';
import type { AttachableProgram } from '../program/attachableProgram.ts';
import type { Debuggee } from '../program/debuggee.ts';
import {
  type AttachConfiguration,
  type LaunchConfiguration,
  parseAttachConfiguration,
  parseLaunchConfiguration,
  type SessionConfiguration,
} from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { PathMappings } from '../sources/pathMappings.ts';
import { reportContexts } from '../threads/contextReport.ts';
import type { ThreadArea } from '../threads/threads.ts';
import { AutoReload } from './autoReload.ts';
import { ConfigurationRemarks } from './configurationRemarks.ts';
import { explainMissingInput, reportOutput } from './output.ts';
import { startProgram } from './programStart.ts';
import { ProgressReports } from './progress.ts';
import type { TerminalClient } from './terminalClient.ts';
import { TerminalLaunch } from './terminalLaunch.ts';

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

/** The areas that a program's beginning and end concern. */
export interface LifecycleParts {
  readonly settings: readonly Settings[];
  readonly followers: readonly Follower[];
  readonly threads: ThreadArea;
  /** A program that is there already; without one, clients start theirs. */
  readonly attachable?: AttachableProgram | undefined;
  /** The terminal that programs run on; without one, the client may have one. */
  readonly foreground?: Foreground | undefined;
  /** Whether another adapter, before this one, tells the client of its configuration, and logs. */
  readonly isRelayed: boolean;
  readonly terminalClient: TerminalClient;
  readonly log: ConversationLog;
}

/** Starting, restarting and ending the program, or joining one that runs. */
export class LifecycleArea {
  readonly #session: Session;
  readonly #parts: LifecycleParts;
  readonly #remarks: ConfigurationRemarks;
  readonly #terminalLaunch: TerminalLaunch;
  readonly #autoReload: AutoReload;
  #launched: LaunchConfiguration | undefined;
  /** The starts under way, and those that wait for them: one begins when the one before is over. */
  #lastStart: Promise<unknown> = Promise.resolve();
  #startCount = 0;
  /** The number of the last start, and of the last one that nobody wants any more. */
  #lastNumber = 0;
  #lastGivenUp = 0;
  /** Ends the start under way, which has no program yet. */
  #giveUpStart: ((error: DebugError) => void) | undefined;
  /** Whether the session is over, and nothing more is started. */
  #isOver = false;

  constructor(session: Session, parts: LifecycleParts) {
    this.#session = session;
    this.#parts = parts;
    this.#remarks = new ConfigurationRemarks(session);
    this.#terminalLaunch = new TerminalLaunch(session, parts.terminalClient);
    this.#autoReload = new AutoReload(session, configuration =>
      this.#inTurn(number => this.#restart(configuration, number)),
    );
  }

  readonly handlers: RequestHandlers = {
    initialize: client => {
      const { linesStartAt1 = true, columnsStartAt1 = true } = client;
      this.#session.client = client;
      this.#session.counting = { linesStartAt1, columnsStartAt1 };
      this.#session.clientPaths.usesUris = client.pathFormat === 'uri';
      return capabilitiesFor(client);
    },

    launch: async args => {
      if (this.#parts.attachable !== undefined) throw attachOnly();
      if (this.#session.hasDebuggee || this.#startCount > 0) throw alreadyLaunched();
      this.#tellRemarks(args);
      const configuration = parseLaunchConfiguration(args);
      const isForTerminal =
        this.#parts.foreground === undefined && this.#terminalLaunch.isWantedBy(configuration);
      this.#beginLog(configuration);
      this.#launched = configuration;
      await this.#inTurn(number =>
        isForTerminal
          ? this.#startInTerminal(configuration, args, number)
          : this.#start(configuration, number),
      );
      return undefined;
    },

    attach: args => {
      const { attachable } = this.#parts;
      if (attachable === undefined) throw nothingToAttachTo();
      this.#parts.log.drop();
      if (this.#session.hasDebuggee) throw alreadyLaunched();
      this.#remarks.tell('attach', args);
      const configuration = parseAttachConfiguration(args);
      const debuggee = attachable.claim();
      this.#session.clientPaths.mappings = mappingsOf(configuration, debuggee);
      this.#follow(debuggee, configuration);
      return undefined;
    },

    configurationDone: async () => {
      const { debuggee } = this.#session;
      await this.#configure();
      if (!debuggee.hasBegun) await this.#run();
      else this.#join(debuggee);
      return undefined;
    },

    restart: async args => {
      if (this.#launched === undefined) throw cannotRestart();
      this.#tellRemarks(args.arguments ?? {});
      const configuration =
        args.arguments === undefined ? this.#launched : parseLaunchConfiguration(args.arguments);
      const isSameReplay = this.#isReplayOf(configuration);
      this.#launched = configuration;
      this.#autoReload.end();
      if (isSameReplay) {
        await this.#session.goBack({ to: 'start' });
        this.#session.reportContinued();
        return undefined;
      }
      await this.#inTurn(number => this.#restart(configuration, number));
      return undefined;
    },

    cancel: ({ requestId, progressId }) => {
      const request = progressId === undefined ? requestId : ProgressReports.requestOf(progressId);
      if (request !== undefined && this.#session.hasDebuggee) {
        this.#session.debuggee.cancel(request);
      }
      return undefined;
    },

    terminate: () => {
      const isAwaited = this.#startCount > 0 || this.#autoReload.isWaiting;
      this.#autoReload.end();
      this.#giveUpStarts();
      // The client learns of the end by the event, however long it takes.
      if (this.#session.hasDebuggee) void this.#session.debuggee.terminate();
      else if (isAwaited) this.#session.emit('terminated');
      return undefined;
    },

    disconnect: async ({ terminateDebuggee, suspendDebuggee = false }) => {
      this.#giveUp();
      const isAttached = this.#parts.attachable !== undefined;
      if (terminateDebuggee ?? !isAttached) await this.#end();
      else await this.#detach(suspendDebuggee);
      // Whatever a start still waited for is over now, and its request gets its answer.
      await this.#lastStart;
      return undefined;
    },
  };

  /** The adapter that has a program started in a terminal tells them itself. */
  #tellRemarks(configuration: object): void {
    if (!this.#parts.isRelayed) this.#remarks.tell('launch', configuration);
  }

  /** The adapter that has a program started in a terminal hears all, and logs it. */
  #beginLog({ logToFile, cwd }: LaunchConfiguration): void {
    const { log, isRelayed } = this.#parts;
    if (logToFile === false || isRelayed) {
      log.drop();
      return;
    }
    const file = logToFile === true ? usualLogFile() : path.resolve(cwd, logToFile);
    log.open(file);
    this.#session.emit('output', {
      category: 'console',
      output: `The conversation with the debugger is written to ${file}.\n`,
    });
  }

  /** Does what starts a program when no other start is under way any more: a session has one. */
  #inTurn(start: (number: number) => Promise<void>): Promise<void> {
    this.#startCount++;
    const number = ++this.#lastNumber;
    const turn = this.#lastStart.then(() => start(number)).finally(() => this.#startCount--);
    this.#lastStart = turn.catch(() => {});
    return turn;
  }

  async #start(configuration: LaunchConfiguration, number: number): Promise<void> {
    if (this.#isGivenUp(number)) throw startGivenUp();
    const starting = startProgram(configuration, this.#parts.foreground);
    const debuggee = await this.#unlessGivenUp(starting, late => void late.kill());
    this.#follow(debuggee, configuration);
    if (debuggee.isReplay)
      this.#session.emit('capabilities', { capabilities: REPLAY_CAPABILITIES });
    else this.#autoReload.follow(debuggee, configuration);
  }

  /** Whether what is launched would be the recording that is replayed, which can go back to its start. */
  #isReplayOf({ replay }: LaunchConfiguration): boolean {
    if (!this.#session.hasDebuggee || replay !== this.#launched?.replay) return false;
    const { isReplay, isStopped, hasBegun } = this.#session.debuggee;
    return isReplay && isStopped && hasBegun;
  }

  async #startInTerminal(
    configuration: LaunchConfiguration,
    args: object,
    number: number,
  ): Promise<void> {
    if (this.#isGivenUp(number)) throw startGivenUp();
    const starting = this.#terminalLaunch.start(configuration, args);
    this.#terminalLaunch.connect(await this.#unlessGivenUp(starting, late => late.close()));
  }

  /** @param end called with what is up too late, when its start was given up. */
  async #unlessGivenUp<Started>(
    starting: Promise<Started>,
    end: (started: Started) => void,
  ): Promise<Started> {
    const { promise: givenUp, reject } = Promise.withResolvers<never>();
    this.#giveUpStart = reject;
    try {
      return await Promise.race([starting, givenUp]);
    } catch (error) {
      starting.then(end, () => {});
      throw error;
    } finally {
      this.#giveUpStart = undefined;
    }
  }

  async #restart(configuration: LaunchConfiguration, number: number): Promise<void> {
    if (this.#isGivenUp(number)) throw startGivenUp();
    // The client must not show threads of the program that is going.
    this.#session.reportContinued();
    await this.#end();
    try {
      await this.#start(configuration, number);
    } catch (error) {
      // No program is left that could end, and tell so.
      if (!this.#isGivenUp(number)) this.#session.emit('terminated');
      throw error;
    }
    for (const settings of this.#parts.settings) await settings.restore();
    await this.#configure();
    await this.#run();
  }

  /** Ends the session: nothing is started any more. */
  #giveUp(): void {
    this.#isOver = true;
    this.#autoReload.end();
    this.#giveUpStarts();
  }

  /** Ends the start under way, and those that wait for it. */
  #giveUpStarts(): void {
    this.#lastGivenUp = this.#lastNumber;
    this.#giveUpStart?.(startGivenUp());
  }

  #isGivenUp(number: number): boolean {
    return this.#isOver || number <= this.#lastGivenUp;
  }

  #follow(debuggee: Debuggee, configuration: SessionConfiguration): void {
    this.#session.configuration = configuration;
    this.#session.debuggee = debuggee;
    // The client of a program that it has attached to may not see the program's terminal.
    reportOutput(this.#session, debuggee, this.#parts.foreground !== undefined);
    explainMissingInput(this.#session, debuggee);
    if (!debuggee.isReplay) reportContexts(this.#session, debuggee);
    for (const follower of this.#parts.followers) follower.follow(debuggee);
    debuggee.on('stopped', stop => this.#parts.threads.reportStop(stop));
    debuggee.on('ended', outcome => this.#onEnded(debuggee, outcome));
  }

  async #configure(): Promise<void> {
    const { debuggee, configuration } = this.#session;
    const { justMyCode, rules, showReturnValue, variablePresentation } =
      configuration as SessionConfiguration;
    const toGuest = (pattern: string): string =>
      debuggee.paths.toGuest(this.#session.clientPaths.mappings.toHere(pattern));
    await debuggee.command('configure', {
      justMyCode,
      rules: rules.map(rule => ({ ...rule, path: guestPattern(rule.path, toGuest) })),
      showReturnValue,
      variablePresentation,
    });
  }

  async #run(): Promise<void> {
    const { stopOnEntry } = this.#session.configuration as SessionConfiguration;
    await this.#session.debuggee.resume('run', { stopOnEntry });
    // One that ends at once may be over by now.
    if (this.#session.hasDebuggee) this.#parts.threads.watch();
  }

  /** Shows the client a program that had begun before it came. */
  #join(debuggee: Debuggee): void {
    // It may have ended while it was told what holds for the session.
    if (!this.#session.hasDebuggee) return;
    this.#parts.threads.watch();
    if (!debuggee.isStopped) return;
    this.#parts.threads.reportStop({
      event: 'stopped',
      reason: 'pause',
      context: debuggee.contexts.active,
    });
  }

  /** Leaves the program without a word to the client, who is gone. */
  async abandon(): Promise<void> {
    this.#giveUp();
    this.#session.relay?.close();
    if (this.#parts.attachable === undefined) await this.#end();
    else await this.#detach(false);
  }

  async #end(): Promise<void> {
    if (!this.#session.hasDebuggee) return;
    const { debuggee } = this.#session;
    this.#forget(debuggee);
    await debuggee.kill();
  }

  /** Lets the program go on by itself, or leaves it standing for the next client. */
  async #detach(staysSuspended: boolean): Promise<void> {
    if (!this.#session.hasDebuggee) return;
    const { debuggee } = this.#session;
    this.#forget(debuggee);
    this.#parts.attachable?.release();
    // Its end is no failure of the goodbye.
    await debuggee.command('detach', {}).catch(() => {});
    const mayGoOn = debuggee.isStopped && debuggee.hasBegun && !staysSuspended;
    if (mayGoOn) await debuggee.resume('resume', {}).catch(() => {});
  }

  #forget(debuggee: Debuggee): void {
    debuggee.removeAllListeners();
    this.#session.debuggee = undefined;
    this.#parts.threads.forget();
  }

  #onEnded(debuggee: Debuggee, outcome: GuestOutcome): void {
    this.#forget(debuggee);
    if (outcome.kind === 'crashed') {
      this.#session.emit('output', {
        category: 'stderr',
        output: `The program crashed: ${outcome.reason}.\n`,
      });
    }
    if (this.#autoReload.outlives(outcome)) return;
    if (outcome.kind !== 'terminated') {
      // A process ends with the lowest byte of what it says.
      const exitCode = outcome.kind === 'exited' ? outcome.code & 0xff : CRASH_EXIT_CODE;
      this.#session.emit('exited', { exitCode });
    }
    this.#session.emit('terminated');
  }
}

/** A pattern of paths as it is in the guest, if it begins at the root of the client's machine. */
function guestPattern(
  pattern: string | undefined,
  toGuest: (pattern: string) => string,
): string | undefined {
  const isAbsolute = pattern !== undefined && /^([/\\]|[A-Za-z]:)/.test(pattern);
  return isAbsolute ? toGuest(pattern) : pattern;
}

/** The folders of the program that the client has elsewhere than this machine. */
function mappingsOf({ pathMappings }: AttachConfiguration, debuggee: Debuggee): PathMappings {
  const { cwd, paths } = debuggee;
  return new PathMappings(
    pathMappings.map(({ localRoot, remoteRoot }) => {
      // "." is common: the folder in which the program was started.
      const folder = path.posix.resolve(cwd, remoteRoot);
      return { client: localRoot, here: paths.toHost(folder) ?? folder };
    }),
  );
}
