import type { ContextRecord } from './contextRecord.ts';
import { ContextSwitcher } from './contexts.ts';
import { type Fork, runPython } from './fork.ts';
import type { GuestEnd } from './guestEnd.ts';
import { callSuspendable, type DeepStack } from './jspi.ts';
import type { LinkAction } from './linking/linkAction.ts';
import { Linker } from './linking/linker.ts';
import { type LinkStep, notedFiles, repeatSteps } from './linking/linkSteps.ts';
import { ModuleFiles } from './linking/moduleFiles.ts';
import { GuestMemory, PAGE_SIZE } from './memory.ts';
import { NativeStacks } from './nativeStacks.ts';
import { GuestProcess, type ProcessOptions } from './process.ts';
import type { Recording } from './recording/recording.ts';
import { GuestScheduling } from './scheduling/guestScheduling.ts';
import { QueuedWords } from './scheduling/queuedWords.ts';
import { type Registers, Scheduler } from './scheduling/scheduler.ts';
import { StackThread } from './scheduling/stackThread.ts';
import { StackThreads } from './scheduling/stackThreads.ts';
import { StackBudget } from './stackBudget.ts';
import type { StackRoom } from './stackRoom.ts';
import type { SwitchLog } from './switchLog.ts';
import { type ImportOptions, makeSyscallImports, type SyscallTrace } from './syscalls/imports.ts';
import { SYSCALLS } from './syscalls/table.ts';
import { TakenSignals } from './takenSignals.ts';
import { MAIN_THREAD } from './threadGroup.ts';
import type { ThreadObserver } from './threadObserver.ts';
import { WorkerStacks } from './workerStacks.ts';
import { AtomicWords } from './workers/atomicWords.ts';
import { type ThreadLauncher, WorkerThreads } from './workers/workerThreads.ts';

/** What a guest is made of and started with. */
export interface GuestOptions extends ProcessOptions {
  readonly module: WebAssembly.Module;
  /** The same in WebAssembly's format. */
  readonly readBinary: () => Uint8Array;
  /** For a module that imports its memory, as `env.memory`. */
  readonly memory?: WebAssembly.Memory | undefined;
  readonly contextRecord: ContextRecord;
  /** Bounds the stacks of its contexts; without it, the record alone does. */
  readonly stacks?: StackRoom | undefined;
  /** Has the engine give the main context and threads deep stacks, where it does not by itself. */
  readonly onDeepStack?: DeepStack | undefined;
  /** Where the switches are recorded, if anywhere. */
  readonly switchLog?: SwitchLog | undefined;
  /** See `LinkedProgram`. */
  readonly libraries?: readonly string[] | undefined;
  /** Whether to be able to tell the stacks of sleeping contexts. */
  readonly takesNativeStacks?: boolean;
  readonly trace?: SyscallTrace | undefined;
  /** Starts the workers of further threads; without it, they are stacks of the main one's instance. */
  readonly launchThread?: ThreadLauncher | undefined;
  /** See `ThreadsOptions`. */
  readonly threadObserver?: ThreadObserver | undefined;
  /** Whether the event loop is to turn every now and then while the program computes, for others in this thread. */
  readonly sharesThread?: boolean;
  /**
   * How many bytes of its stack in linear memory the main thread is to leave unused; none by default. A program that
   * measures there how deep a recursion is finds its end sooner: in time where the engine's stacks are shallow, which
   * no program can measure. Who says so knows how large the program's stack is.
   */
  readonly unusedStack?: number | undefined;
  /** Told which signals below 32 the program does not leave to their default action; n is 1 << n. */
  readonly onTakenSignals?: ((signals: number) => void) | undefined;
  /** What it goes on from, where it does not begin as a program. */
  readonly fork?: Fork | undefined;
  /** Told of what is linked, for forks of the guest. */
  readonly onLink?: ((step: LinkStep) => void) | undefined;
  /** What records it, or replays it from what was recorded; only one whose threads are stacks. */
  readonly recording?: Recording | undefined;
  /** Further imports; one with the name of a system call takes its place. */
  readonly imports?: WebAssembly.Imports;
}

/** A guest program, ready to run once: a process with its threads. */
export class Guest {
  readonly process: GuestProcess;
  readonly mainThread: StackThread;
  /** Where its contexts sleep, if that is wanted. */
  readonly nativeStacks: NativeStacks | undefined;
  readonly #scheduler: Scheduler<StackThread>;
  readonly #instance: WebAssembly.Instance;
  readonly #memory: WebAssembly.Memory;
  /** Those in other workers. */
  readonly #workers: WorkerThreads | undefined;
  /** Those in this worker, where there are no others. */
  readonly #stackThreads: StackThreads | undefined;
  readonly #onDeepStack: DeepStack;
  readonly #recording: Recording | undefined;
  readonly #fork: Fork | undefined;
  readonly #unusedStack: number;

  /** @throws WebAssembly.LinkError when the module wants imports that no one offers. */
  constructor(options: GuestOptions) {
    this.process = new GuestProcess(options, isWasix(options.module));
    const { recording } = options;
    this.#recording = recording;
    this.#fork = options.fork;
    this.#unusedStack = options.unusedStack ?? 0;
    this.#scheduler = new Scheduler(options.sharesThread, recording);
    const contextIds = ContextSwitcher.allocateIds();
    const stacks = new WorkerStacks(options.stacks ?? new StackBudget());
    const contexts = new ContextSwitcher(options.contextRecord, {
      log: options.switchLog,
      ids: contextIds,
      stacks,
    });
    this.mainThread = new StackThread({
      id: options.fork?.image.thread ?? MAIN_THREAD,
      process: this.process,
      signals: this.process.signals,
      contexts,
      switches: options.switchLog,
      scheduler: this.#scheduler,
    });
    if (options.takesNativeStacks) {
      this.nativeStacks = new NativeStacks(context => contexts.exists(context));
    }
    const imports: ImportOptions = {
      caller: this.#scheduler,
      onCall: () => {
        this.#scheduler.running.switches?.settle();
        this.#workers?.serveWaiting();
      },
      witness: recording,
      trace: options.trace,
      nativeStacks: this.nativeStacks,
      onMissing: (module, name) =>
        this.process.warnOnce(`the program called ${module}.${name}, which is unknown here`),
    };
    this.#scheduler.begin(this.mainThread);
    this.#instance = new WebAssembly.Instance(
      options.module,
      mergeImports(
        makeSyscallImports(options.module, imports),
        options.memory === undefined ? {} : { env: { memory: options.memory } },
        options.imports ?? {},
      ),
    );
    this.#memory = options.memory ?? this.#exportedMemory();
    this.#workers =
      options.launchThread && this.#inWorkers(options, options.launchThread, contextIds);
    const memory = recording?.view(this.#memory) ?? new GuestMemory(this.#memory);
    const scheduling = GuestScheduling.of(this.exports, memory);
    const words =
      this.#workers === undefined ? new QueuedWords(scheduling) : new AtomicWords(this.#memory);
    this.#scheduler.attach(this.exports, scheduling);
    this.mainThread.attach(this.exports, memory, words);
    recording?.attach(this.mainThread, id => this.#scheduler.find(id));
    if (scheduling && options.onTakenSignals) {
      this.mainThread.takenSignals = new TakenSignals(scheduling, options.onTakenSignals);
    }
    this.#onDeepStack = options.onDeepStack ?? (call => call());
    if (this.#workers === undefined) {
      this.#scheduler.linker = this.#makeLinker(options, imports);
      this.#stackThreads = new StackThreads({
        main: this.mainThread,
        scheduler: this.#scheduler,
        instance: this.#instance,
        memory,
        words,
        stacks,
        contextIds,
        onDeepStack: this.#onDeepStack,
        observer: options.threadObserver,
      });
    }
    this.process.threads = this.#workers ?? this.#stackThreads;
  }

  /** The linear memory that the program runs in. */
  get memory(): WebAssembly.Memory {
    return this.#memory;
  }

  /** The continuation that runs: a thread, and its context. */
  get running(): { readonly thread: number; readonly context: number } {
    const { id, contexts } = this.#scheduler.running;
    return { thread: id, context: contexts.active };
  }

  /** What the running thread has in registers. */
  get registers(): Registers {
    return this.#scheduler.registers;
  }

  /** The address of a variable of the program's. @throws LinkError when it has none by that name. */
  addressOf(name: string): number {
    return this.#requireLinker().programAddress(name);
  }

  get exports(): WebAssembly.Instance['exports'] {
    return this.#instance.exports;
  }

  /** Runs the program from `_start`, or what a fork is there for, to its end, whichever it is. Never rejects. */
  async run(): Promise<GuestEnd> {
    const end = await this.#runToEnd(this.#fork);
    return this.#recording?.finish(end) ?? end;
  }

  #goOn({ image: { memory, registers, thread, links }, code }: Fork): Promise<boolean> {
    const linker = this.#requireLinker();
    repeatSteps(linker, links, length => this.#growTo(length));
    linker.enterThread(thread, registers.tlsBase);
    this.#growTo(memory.length);
    // What linking has written there is done with.
    new Uint8Array(this.#memory.buffer).set(memory);
    this.#scheduler.restoreAlone(registers);
    return runPython(linker, this.#memory, code);
  }

  #growTo(length: number): void {
    const missing = length - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(missing / PAGE_SIZE);
  }

  #requireLinker(): Linker {
    const { linker } = this.#scheduler;
    if (linker === undefined) throw new TypeError('the module has no functions to be called');
    return linker;
  }

  #begin(): Promise<unknown> {
    const { _start: start } = this.#instance.exports;
    if (typeof start !== 'function') {
      throw new TypeError('the module exports no function _start: it is not a program');
    }
    const { __stack_pointer: stackPointer } = this.#instance.exports;
    if (this.#unusedStack > 0 && stackPointer instanceof WebAssembly.Global) {
      stackPointer.value -= this.#unusedStack;
    }
    return callSuspendable(start);
  }

  async #runToEnd(fork: Fork | undefined): Promise<GuestEnd> {
    const { __indirect_function_table: table } = this.#instance.exports;
    const begin = () => (fork === undefined ? this.#begin() : this.#goOn(fork));
    try {
      const functions =
        table instanceof WebAssembly.Table
          ? table
          : new WebAssembly.Table({ element: 'anyfunc', initial: 0 });
      await this.mainThread.contexts.run(functions, () => this.#onDeepStack(begin));
      return { kind: 'exited', code: this.process.exitCode };
    } catch (error) {
      return { kind: 'crashed', error };
    } finally {
      const reason = this.mainThread.contexts.trap('the program has exited');
      this.#scheduler.end(reason);
      this.#stackThreads?.end(reason);
      await this.#workers?.terminate();
      this.process.descriptors.closeAll();
    }
  }

  #inWorkers(
    { trace, threadObserver }: GuestOptions,
    launch: ThreadLauncher,
    contextIds: ArrayBufferLike,
  ): WorkerThreads {
    return new WorkerThreads({
      main: this.mainThread,
      memory: this.#memory,
      contextIds,
      launch,
      trace,
      observer: threadObserver,
    });
  }

  /** @returns undefined for a program without a table, by which functions would be found. */
  #makeLinker(
    { module, readBinary, libraries = [], onLink }: GuestOptions,
    imports: ImportOptions,
  ): Linker | undefined {
    const guests = new ModuleFiles(this.process.namespace, () => this.process.cwd);
    const onAction =
      onLink &&
      ((action: LinkAction): void => onLink({ action, memory: this.#memory.buffer.byteLength }));
    const told = this.#recording?.moduleFiles(guests) ?? guests;
    const files = onAction === undefined ? told : notedFiles(told, onAction);
    if (!(this.exports.__indirect_function_table instanceof WebAssembly.Table)) return undefined;
    return new Linker({
      module,
      instance: this.#instance,
      memory: this.#memory,
      readBinary,
      libraries,
      files,
      onAction,
      systemCalls: side => makeSyscallImports(side, imports),
      isInterface: name => name in SYSCALLS,
    });
  }

  #exportedMemory(): WebAssembly.Memory {
    const { memory } = this.#instance.exports;
    if (memory instanceof WebAssembly.Memory) return memory;
    throw new WebAssembly.LinkError('the module has no memory to share with its host');
  }
}

/** Whether a program was made for WASIX, and not for WASI alone. */
function isWasix(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.imports(module).some(({ module: name }) => name.startsWith('wasix_'));
}

/** Later imports replace earlier ones of the same name. */
function mergeImports(...parts: WebAssembly.Imports[]): WebAssembly.Imports {
  const merged: WebAssembly.Imports = {};
  for (const part of parts) {
    for (const [module, entries] of Object.entries(part)) {
      merged[module] = { ...merged[module], ...entries };
    }
  }
  return merged;
}
