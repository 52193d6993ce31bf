import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { DataInfo } from '../../protocol/breakpoints.ts';
import type { ReplayPositionResponse } from '../../protocol/customRequests.ts';
import type { CommandName, Commands } from '../../protocol/messages.ts';
import type { Module } from '../../protocol/program.ts';
import type { ContextRecord } from '../../runtime/contextRecord.ts';
import type { NativeFrame } from '../../runtime/nativeStacks.ts';
import type { SwitchLog } from '../../runtime/switchLog.ts';
import type { ThreadLives } from '../../runtime/threadLives.ts';
import { INSTRUCTION_TIME, type Targets } from '../../runtime/watching/moments.ts';
import { notBegun, notInReplay, notStopped } from '../errors.ts';
import type { AgentConnection } from '../program/agentConnection.ts';
import type {
  Debuggee,
  DebuggeeEvents,
  Outlook,
  Output,
  ResumeCommand,
  WayBack,
} from '../program/debuggee.ts';
import { isLook } from '../program/looks.ts';
import { PathMap } from '../program/pathMap.ts';
import { packageMounts } from '../python/packages.ts';
import type { PythonVersion } from '../python/versions.ts';
import type { ForwardPlan, SeenStop } from './causes.ts';
import { NO_PLAN } from './causes.ts';
import { Course, type RecordedEnd } from './course.ts';
import type { Fork, ForkReach } from './fork.ts';
import type { RecordedProgram } from './recordedProgram.ts';
import { Scout } from './scout.ts';
import { ShownOutput } from './shownOutput.ts';
import { contextOf } from './sight.ts';
import { Tellings } from './tellings.ts';
import { type StoredVariable, storageOf, type VariableName } from './variableWatch.ts';

/** What of this machine a replay may take. */
export interface ReplayGrants extends ForkReach {
  /** How much memory replays may take that stand to be gone back to, in bytes. */
  readonly memory: number;
}

/** Commands that are answered here, or in another way than by an agent. */
type OwnCommands = {
  [Name in CommandName]?: (args: Commands[Name]['args']) => Promise<Commands[Name]['body']>;
};

/** What changes variables, or may: in a fork. */
const CHANGES: ReadonlySet<CommandName> = new Set(['setVariable', 'setExpression']);

const CHANGES_ARE_LOST =
  'What is changed at a stop of a replay does not change what follows: that is as it was recorded.\n';

/** A recorded run that is debugged: replays of it, and at each stop a fork with an agent to look around in. */
export class ReplayedProgram extends EventEmitter<DebuggeeEvents> implements Debuggee {
  readonly isReplay = true;
  readonly isRecorded = false;
  readonly paths: PathMap;
  readonly cwd: string;
  readonly version: PythonVersion;
  readonly #course: Course;
  readonly #scout: Scout;
  readonly #tellings = new Tellings();
  /** In which the user looks around, or did before the program went on. */
  #shown: Fork;
  #isStopped = true;
  #hasBegun = false;
  #hasEnded = false;
  #age = 0;
  /** The context to show at a pause that somebody has asked for. */
  #wantedContext: number | undefined;
  readonly #modules = new Set<string>();
  #isToldOfChanges = false;

  private constructor(
    { header, python }: RecordedProgram,
    course: Course,
    shown: Fork,
    { mounts, packages }: ForkReach,
  ) {
    super();
    this.paths = new PathMap([...mounts, ...packageMounts(packages)]);
    this.cwd = header.cwd;
    this.version = python.version;
    this.#course = course;
    course.functions.on('found', bound => this.emit('breakpoint', bound));
    this.#scout = new Scout(course);
    this.#shown = shown;
    this.#adopt(shown);
  }

  /**
   * Starts a replay up to the program's first line, where it waits for `run`.
   *
   * @throws Error with a sentence when the recording cannot be replayed.
   */
  static async start(recorded: RecordedProgram, grants: ReplayGrants): Promise<ReplayedProgram> {
    let program: ReplayedProgram | undefined;
    const tell = (output: Output): void => void program?.emit('output', output);
    const output = new ShownOutput((category, text) => tell({ event: 'output', category, text }));
    const { mounts, packages, memory } = grants;
    const reach = { mounts, packages };
    const course = await Course.begin({ recorded, reach, memory, output, tell });
    try {
      const fork = await course.here.fork();
      program = new ReplayedProgram(recorded, course, fork, reach);
      return program;
    } catch (error) {
      course.close();
      throw error;
    }
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get age(): number {
    return this.#age;
  }

  get memory(): WebAssembly.Memory {
    return this.#shown.memory;
  }

  get contexts(): ContextRecord {
    return this.#course.here.records.contexts;
  }

  get now(): number {
    return this.#course.position * INSTRUCTION_TIME;
  }

  get switches(): SwitchLog {
    return this.#course.here.records.switches;
  }

  get threads(): ThreadLives {
    return this.#course.here.records.threads;
  }

  outlook(): Outlook {
    if (this.#isStopped && this.#hasBegun) this.#scout.runAhead();
    return this.#scout.outlook;
  }

  /** A fork has none of the stacks. */
  nativeStack(): Promise<readonly NativeFrame[]> {
    return Promise.resolve([]);
  }

  readonly command: AgentConnection['call'] = (name, args) => {
    if (!isLook(name)) this.#age++;
    const own = this.#ownCommands[name];
    return own === undefined ? this.#shown.call(name, args) : own(args);
  };

  readonly inspect: AgentConnection['call'] = async (name, args) => {
    if (!this.#isStopped) throw notStopped();
    const isConsole = name === 'evaluate' && (args as { context: string }).context === 'console';
    const body = await this.command(name, args);
    if (isConsole || CHANGES.has(name)) this.#tellOfChanges();
    return body;
  };

  cancel(request: number): void {
    this.#shown.cancel(request);
  }

  async resume<Name extends ResumeCommand>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<void> {
    this.#checkStands(name === 'run');
    if (name === 'run') {
      const { stopOnEntry } = args as Commands['run']['args'];
      this.#tellOfSources();
      this.#go(() => this.#course.run(stopOnEntry));
      return;
    }
    const plan = await this.#planFor(name, args);
    this.#go(() => this.#course.forward(plan));
  }

  get replayPosition(): ReplayPositionResponse {
    if (!this.#isStopped) throw notStopped();
    const { here, replays, end } = this.#course;
    const { position } = here.moment;
    const known = end === undefined ? {} : { end: end.position };
    return { position, first: replays.first.position, ...known };
  }

  async goBack(way: WayBack): Promise<void> {
    this.#checkStands(false);
    if (way.to === 'change') {
      const variable = await this.#storageOf(way.variable);
      this.#go(() => this.#course.backToChange(variable));
    } else {
      this.#go(() => this.#course.back(way));
    }
  }

  /** What the program prints was printed long ago. */
  holdOutput(): void {}

  async terminate(): Promise<void> {
    await this.kill();
  }

  async kill(): Promise<void> {
    if (this.#hasEnded) return;
    this.#end({ kind: 'terminated' });
  }

  readonly #ownCommands: OwnCommands = {
    configure: async args => {
      this.#course.configure(args);
      return this.#shown.call('configure', args);
    },
    setBreakpoints: args => this.#course.setBreakpoints(args, this.#shown),
    setFilters: args => this.#course.setFilters(args, this.#shown),
    setFunctionBreakpoints: ({ breakpoints }) =>
      this.#course.setFunctionBreakpoints(breakpoints, this.#shown),
    setInstructionBreakpoints: ({ breakpoints }) =>
      this.#course.setInstructionBreakpoints(breakpoints, this.#shown),
    setDataBreakpoints: ({ breakpoints }) =>
      this.#course.setDataBreakpoints(breakpoints, this.#shown),
    dataInfo: args => this.#describeData(args),
    breakpointHits: async () => this.#course.hits(),
    continuations: args => this.#tellings.ask(this.#shown, 'continuations', args),
    continuationTree: args => this.#tellings.ask(this.#shown, 'continuationTree', args),
    pause: async ({ context }) => {
      this.#wantedContext = context;
      this.#course.pause();
      return null;
    },
    detach: async () => null,
    goto: () => Promise.reject(notInReplay('To go on at another line')),
    jumpTarget: () => Promise.reject(notInReplay('To go on at another line')),
    throwExit: () => Promise.reject(notInReplay('To end a continuation')),
    stopAtResumptions: () =>
      Promise.reject(notInReplay('To stop each time a continuation goes on')),
  };

  #storageOf(name: VariableName): Promise<StoredVariable> {
    return storageOf(this.#course.here, this.#shown, name);
  }

  async #describeData(name: VariableName): Promise<DataInfo> {
    try {
      return this.#course.variables.describe(await this.#storageOf(name));
    } catch (error) {
      return { description: (error as Error).message };
    }
  }

  #checkStands(isFirst: boolean): void {
    if (!this.#isStopped) throw notStopped();
    if (!isFirst && !this.#hasBegun) throw notBegun();
  }

  async #planFor<Name extends ResumeCommand>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<ForwardPlan> {
    switch (name) {
      case 'step':
        return this.#planOfStep(args as Commands['step']['args']);
      case 'stepToSwitch':
        return { targets: { switches: true }, stopsAtSwitch: () => 'next switch' };
      case 'runTo':
        return this.#planToReach(
          await this.#contextOf(args as Commands['runTo']['args']),
          'arrival',
        );
      default: {
        const { onlyContext } = args as Commands['resume']['args'];
        return onlyContext === undefined ? NO_PLAN : planToStay(onlyContext, {});
      }
    }
  }

  async #planOfStep({
    kind,
    context,
    target,
    stays,
    isInstruction,
  }: Commands['step']['args']): Promise<ForwardPlan> {
    const { moment } = this.#course.here;
    if (context < 0) throw notInReplay('To step a task that waits');
    if (context !== contextOf(moment)) return this.#planToReach(context, 'step');
    const call = target === undefined ? undefined : await this.#shown.call('stepUnits', { target });
    const granularity = isInstruction ? 'instruction' : 'line';
    const targets: Targets = { step: { kind, from: moment, granularity, call } };
    return stays ? planToStay(context, targets) : { targets };
  }

  #planToReach(context: number, reason: 'arrival' | 'step'): ForwardPlan {
    return {
      targets: { switches: true },
      stopsAtSwitch: moment => (contextOf(moment) === context ? reason : undefined),
    };
  }

  /** The context of what is run to. */
  async #contextOf(wanted: Commands['runTo']['args']): Promise<number> {
    if ('task' in wanted) throw notInReplay('To run to a task');
    const { continuations } = await this.#shown.call('continuations', {
      since: 0,
      mostTasks: 0,
      knownTasks: [],
    });
    const found = continuations.find(({ greenlet }) => greenlet === wanted.greenlet);
    if (found === undefined) throw notInReplay('To run to a continuation that has not begun');
    return found.context;
  }

  /** Says so if the program's sources are nowhere to be found. */
  #tellOfSources(): void {
    const { path: main } = this.#course.replays.first;
    const file = this.paths.toHost(main);
    if (main.startsWith('<') || (file !== undefined && existsSync(file))) return;
    this.#say(
      `There is no ${main} that this session reaches: to see the program's sources, set "cwd" ` +
        'in the launch configuration to the folder that has them, or mount it by "mounts".',
    );
  }

  /** Leaves where it stands, and stops somewhere else. */
  #go(travel: () => Promise<SeenStop | undefined>): void {
    this.#isStopped = false;
    this.#hasBegun = true;
    this.#wantedContext = undefined;
    this.emit('resumed');
    void this.#travel(travel);
  }

  async #travel(travel: () => Promise<SeenStop | undefined>): Promise<void> {
    const known = this.#course.end;
    try {
      const stop = await travel();
      if (this.#hasEnded) return;
      const { end } = this.#course;
      if (end !== undefined && end !== known) this.#say(describeEnd(end));
      if (stop === undefined) this.#end((end as RecordedEnd).outcome);
      else await this.#stopAt(stop);
    } catch (error) {
      if (!this.#hasEnded) await this.#recover(error as Error);
    }
  }

  /** It could not get to where it was to go. */
  async #recover({ message }: Error): Promise<void> {
    this.#say(message);
    const stop = this.#course.stay();
    try {
      if (stop !== undefined) return await this.#stopAt(stop);
    } catch {
      // There is nothing to look at any more.
    }
    this.#end({ kind: 'unrecorded', reason: message });
  }

  async #stopAt({ sight, cause }: SeenStop): Promise<void> {
    const fork = await sight.fork();
    const stopped = await fork.stand(cause);
    if (this.#hasEnded) {
      void fork.close();
      return;
    }
    this.#adopt(fork);
    this.#tellModules(await fork.call('modules', {}));
    this.#age++;
    this.#isStopped = true;
    const isWanted = cause.reason === 'pause' && this.#wantedContext !== undefined;
    const context = isWanted ? this.#wantedContext : contextOf(sight.moment);
    this.emit('stopped', { ...stopped, context: context as number });
    this.#course.replays.arrange(sight.moment.position);
  }

  /** Shows another fork. */
  #adopt(fork: Fork): void {
    if (fork.isShown) return;
    const former = this.#shown;
    this.#shown = fork;
    fork.isShown = true;
    if (former !== fork) void former.close();
    fork.once('ended', () => this.#renew(fork));
  }

  /** Shows another fork instead of one that was ended by what was evaluated in it. */
  #renew(ended: Fork): void {
    if (ended !== this.#shown || !this.#isStopped || !this.#hasBegun) return;
    this.#go(async () => this.#course.stay());
  }

  /** Modules that were loaded since another stop. */
  #tellModules(modules: readonly Module[]): void {
    for (const module of modules) {
      if (this.#modules.has(module.name)) continue;
      this.#modules.add(module.name);
      this.emit('module', module);
    }
  }

  #tellOfChanges(): void {
    if (this.#isToldOfChanges) return;
    this.#isToldOfChanges = true;
    this.#say(CHANGES_ARE_LOST);
  }

  #say(sentence: string): void {
    const text = `${sentence.trimEnd()}\n`;
    this.emit('output', { event: 'output', category: 'console', text });
  }

  #end(outcome: RecordedEnd['outcome']): void {
    this.#hasEnded = true;
    this.#isStopped = false;
    this.#course.close();
    void this.#shown.close();
    this.emit('ended', outcome);
  }
}

/** Stops as soon as control is with another continuation. */
function planToStay(context: number, targets: ForwardPlan['targets']): ForwardPlan {
  return {
    targets: { ...targets, switches: true },
    stopsAtSwitch: moment => (contextOf(moment) === context ? undefined : 'left'),
  };
}

function describeEnd({ outcome }: RecordedEnd): string {
  switch (outcome.kind) {
    case 'exited':
      return `The recording ends here: the program has ended with exit code ${outcome.code & 0xff}.`;
    case 'crashed':
      return `The recording ends here: the program has crashed (${outcome.reason}).`;
    case 'unrecorded':
      return outcome.reason;
    case 'terminated':
      return 'The replay was ended.';
  }
}
