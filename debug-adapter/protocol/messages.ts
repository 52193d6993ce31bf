/**
 * What the session and the agent say to one another: JSON messages on a channel
 * that the guest finds open at {@link CHANNEL_FD}. The session sends commands,
 * each answered by one reply with its id; the agent sends events of its own.
 *
 * Paths are the guest's. Line numbers start at 1. A *context* is the id of a
 * WASIX context, 0 for the main one of the main thread; for that of another
 * thread, see {@link isThread}, for what has none of its own {@link isStackless}. Frame ids and variable references are valid
 * until the program goes on.
 */
import type {
  BoundBreakpoint,
  BreakpointHits,
  BreakpointLocation,
  BreakpointRequest,
  DataBreakpoint,
  DataInfo,
  EventFilter,
  FunctionBreakpoint,
  FunctionMark,
  FunctionVerdict,
  Instruction,
  InstructionBreakpoint,
  InstructionMark,
  SourceBreakpoint,
  StatementMark,
  SwitchEvent,
} from './breakpoints.ts';
import type {
  CodeRule,
  Completion,
  ExceptionDescription,
  GeneratorEntry,
  GeneratorPlace,
  ListedContinuations,
  Location,
  Module,
  News,
  Scope,
  StackPages,
  StepKind,
  StepTarget,
  StopReason,
  TaskEntry,
  TaskPlace,
  TreeEntry,
  Variable,
  VariablePresentation,
} from './program.ts';

export const CHANNEL_FD = 4;

/** The main contexts of threads besides the main one are multiples of it. */
const THREAD_FACTOR = 2 ** 32;

/** The main context of a thread besides the main one, by the thread's number. */
export function contextOfThread(thread: number): number {
  return thread * THREAD_FACTOR;
}

/** Whether a context is the main one of a thread besides the main one. */
export function isThread(context: number): boolean {
  return context !== 0 && context % THREAD_FACTOR === 0;
}

/** What stands for a generator is below what stands for any task. */
const GENERATORS = -(2 ** 40);

/**
 * Whether a context stands for what has none of its own, as it stands on no stack while it is
 * suspended, and on that of another continuation while it runs: a task of asyncio's, or a generator.
 */
export function isStackless(context: number): boolean {
  return context < 0;
}

/** Whether a context stands for a task: it is the negative of the task's number then. */
export function isTask(context: number): boolean {
  return GENERATORS < context && context < 0;
}

/** Whether a context stands for a generator, an async generator or a coroutine that is no task. */
export function isGenerator(context: number): boolean {
  return context < GENERATORS;
}

/** The context that stands for a generator, an async generator or a coroutine, by its number. */
export function contextOfGenerator(number: number): number {
  return GENERATORS - number;
}

/** The package in the guest that speaks this protocol, and the module that starts it. */
export const AGENT_FOLDER = '/usr/lib/wasix-debug-agent';
export const AGENT_MODULE = 'wasix_debug_agent.start';

/**
 * Starts the agent late, in a copy of a program that has run without it: Python code to be compiled
 * with {@link FORK_FILE} as its file, and to be run in globals of its own as if the frame in which
 * the program stands had called it. It returns only when the channel ends. The host keeps the
 * collector and all that interrupts the interpreter from running before, and raises the limit of
 * recursion by {@link FORK_ROOM}, which the agent takes back.
 */
export const FORK_START = `from marshal import load
with open('${AGENT_FOLDER}/wasix_debug_agent/fork.pyc', 'rb') as file:
    file.seek(16)
    exec(load(file))
`;

/** The file that {@link FORK_START} is said to be from: the agent's own. */
export const FORK_FILE = `${AGENT_FOLDER}/wasix_debug_agent/start_late`;

/** By how much the limit of recursion is raised for {@link FORK_START}, in frames. */
export const FORK_ROOM = 200;

/** The commands: the arguments of each, and the body of its reply. */
export interface Commands {
  /** What holds for the whole session with a client. */
  configure: {
    args: {
      readonly justMyCode: boolean;
      /** Parts of the program that are the user's own or are not; the first that applies counts. */
      readonly rules: readonly CodeRule[];
      /** Whether to show what a step's calls have returned. */
      readonly showReturnValue: boolean;
      readonly variablePresentation: VariablePresentation;
    };
    body: null;
  };
  /** Takes away all that could stop the program: its client leaves. */
  detach: { args: Record<string, never>; body: null };
  /**
   * Says why a program stands that never goes on, a copy of one: it can be inspected from then on,
   * and the event `stopped` follows. Only for an agent that was started by {@link FORK_START}.
   */
  stand: {
    args: {
      readonly reason: StopReason;
      readonly text?: string | undefined;
      readonly breakpoints?: readonly number[] | undefined;
      /** How the last switch has brought control there, if the stop is about that. */
      readonly event?: SwitchEvent | undefined;
      /** The stop is about the exception that is being handled there, which nobody handles: the mode. */
      readonly breakMode?: ExceptionDescription['breakMode'] | undefined;
    };
    body: null;
  };
  /** Whether a breakpoint's condition is true where a copy of a program stands, or cannot be judged, which is told. */
  judge: { args: { readonly condition: string }; body: boolean };
  /** What is wrong with the conditions of each breakpoint, or null. Only for a copy of a program. */
  checkBreakpoints: {
    args: { readonly breakpoints: readonly BreakpointRequest[] };
    body: readonly (string | null)[];
  };
  /** By what the functions are known that the latest function breakpoints are on. Only for a copy of a program. */
  functionMarks: { args: Record<string, never>; body: readonly FunctionMark[] };
  /** Where the instructions are that the latest instruction breakpoints are on. Only for a copy of a program. */
  instructionMarks: { args: Record<string, never>; body: readonly InstructionMark[] };
  /** With which instructions a statement of a file begins. Only for a copy of a program. */
  statementMarks: {
    args: { readonly path: string; readonly line: number; readonly column: number };
    body: readonly StatementMark[];
  };
  /** On which of the functions that are there in a copy of a program function breakpoints are. */
  judgeFunctions: {
    args: { readonly breakpoints: readonly Pick<FunctionBreakpoint, 'id' | 'name'>[] };
    body: readonly FunctionVerdict[];
  };
  /** Writes a log point's message where a copy of a program stands. */
  log: { args: { readonly message: string }; body: null };
  /** Whether a filter wants to stop at the exception that is raised where a copy of a program stands. */
  judgeException: {
    args: { readonly filters: readonly EventFilter[] };
    body: boolean;
  };
  /** Whether a filter wants to stop at the switch by which control has come to where a copy of a program stands. */
  judgeSwitch: {
    args: { readonly filters: readonly EventFilter[]; readonly event: SwitchEvent };
    body: boolean;
  };
  /** Lets the program begin. To be sent after the first breakpoints. */
  run: { args: { readonly stopOnEntry: boolean }; body: null };
  /** Replaces all breakpoints of a file. */
  setBreakpoints: {
    args: {
      readonly path: string;
      /** By what other paths the program reaches the same file, through other mounts. */
      readonly others: readonly string[];
      readonly breakpoints: readonly SourceBreakpoint[];
    };
    body: readonly BoundBreakpoint[];
  };
  /** Replaces all filters; says of each what is wrong with it. */
  setFilters: {
    args: { readonly filters: readonly EventFilter[] };
    body: readonly (string | null)[];
  };
  /**
   * Has the agent tell which switches are throws, from now on. Each exception that the program raises
   * takes longer from then on; a switch does not.
   */
  watchThrows: { args: Record<string, never>; body: null };
  setFunctionBreakpoints: {
    args: { readonly breakpoints: readonly FunctionBreakpoint[] };
    body: readonly BoundBreakpoint[];
  };
  setInstructionBreakpoints: {
    args: { readonly breakpoints: readonly InstructionBreakpoint[] };
    body: readonly BoundBreakpoint[];
  };
  setDataBreakpoints: {
    args: { readonly breakpoints: readonly DataBreakpoint[] };
    body: readonly BoundBreakpoint[];
  };
  /** How often those in files have been reached that were reached at all. */
  breakpointHits: { args: Record<string, never>; body: readonly BreakpointHits[] };
  /** The places in a file where breakpoints can be set, from one line to another. */
  breakpointLocations: {
    args: { readonly path: string; readonly line: number; readonly endLine: number };
    body: readonly BreakpointLocation[];
  };
  /** Instructions around an address: first `offset` bytes on, then `instructionOffset` instructions. */
  disassemble: {
    args: {
      readonly reference: string;
      readonly offset: number;
      readonly instructionOffset: number;
      readonly count: number;
    };
    body: readonly Instruction[];
  };
  /** Ends a command under way, by its number; it is answered by the error `cancelled`. */
  cancel: { args: { readonly command: number }; body: null };
  /** Stops a running program where it is; with another thread's main context, in that thread. */
  pause: { args: { readonly context?: number | undefined }; body: null };
  /** The modules that have a source file. */
  modules: { args: Record<string, never>; body: readonly Module[] };
  /** The text of a source file. */
  source: { args: { readonly path: string }; body: { readonly content: string } };
  /** What continuations are called, by their contexts; null for those that nobody holds any more. */
  names: {
    args: { readonly contexts: readonly number[] };
    body: readonly (string | null)[];
  };
  /** Asks a running program to end by itself. */
  terminate: { args: Record<string, never>; body: { readonly willEnd: boolean } };
  // The rest answers only while the program stands still.
  resume: {
    args: {
      /** Stop as soon as control leaves this context. */
      readonly onlyContext?: number | undefined;
    };
    body: null;
  };
  step: {
    args: {
      readonly kind: StepKind;
      readonly context: number;
      /** The one call to go into, by `stepTargets`. */
      readonly target?: number | undefined;
      /** Whether the step ends when control leaves the context, too. */
      readonly stays?: boolean | undefined;
      /** Whether to go on by one instruction only, instead of to the next line. */
      readonly isInstruction?: boolean | undefined;
    };
    body: null;
  };
  /** Goes on until control passes from one continuation to another. */
  stepToSwitch: { args: Record<string, never>; body: null };
  /** Goes on until control comes to a greenlet, by its number, or to a task, by its context. */
  runTo: { args: { readonly greenlet: number } | { readonly task: number }; body: null };
  /** Whether to stop each time that control comes to a greenlet, by its number. */
  stopAtResumptions: {
    args: { readonly greenlet: number; readonly isWanted: boolean };
    body: null;
  };
  /** Ends a suspended continuation by GreenletExit, now; a task by CancelledError, in its turn. */
  throwExit: { args: { readonly context: number }; body: null };
  /** The line at or after this one to which the active continuation can jump, if there is one. */
  jumpTarget: {
    args: { readonly path: string; readonly line: number };
    body: { readonly line?: number };
  };
  /** Lets a continuation go on at another line of its innermost frame; a stop follows. */
  goto: { args: { readonly context: number; readonly line: number }; body: null };
  /** Whether a variable can be watched: a child of a reference, or an expression in a frame. */
  dataInfo: {
    args: {
      readonly name: string;
      readonly reference?: number | undefined;
      readonly frame?: number | undefined;
    };
    body: DataInfo;
  };
  /**
   * Puts an object into a variable, by which the host finds out where in memory the variable is: by what was there
   * before and is there then, told as addresses. To be followed by `endProbe`. Only for a copy of a program.
   */
  probeStorage: {
    args: {
      readonly name: string;
      readonly reference?: number | undefined;
      readonly frame?: number | undefined;
    };
    body: { readonly label: string; readonly was: number; readonly probe: number };
  };
  /** Puts the variable's own value back. */
  endProbe: { args: Record<string, never>; body: null };
  /** The continuations, as far as they are new; of the tasks those that run, and as many as are asked for. */
  continuations: {
    args: {
      /** The answer whose news the session has, and those of all before it; 0 if it has none. */
      readonly since: number;
      /** Tasks are told of if there are no more of them than this. */
      readonly mostTasks: number;
      /** The contexts of tasks, and of generators, that are told of in any case while they live. */
      readonly knownTasks: readonly number[];
    };
    body: ListedContinuations;
  };
  /** What is new in the tree of all continuations, by `id`; no more than some at a time. */
  continuationTree: {
    args: { readonly since: number; readonly most: number };
    body: News<TreeEntry>;
  };
  /** A page of asyncio's tasks that are not done; a count of 0 means all that follow. */
  taskList: {
    args: { readonly start: number; readonly count: number };
    body: { readonly tasks: readonly TaskEntry[]; readonly total: number };
  };
  /** Where tasks are suspended, or have not begun. */
  taskPlaces: { args: Record<string, never>; body: readonly TaskPlace[] };
  /** Where generators, async generators and coroutines that are no tasks are suspended. */
  generatorPlaces: {
    args: Record<string, never>;
    body: { readonly places: readonly GeneratorPlace[] };
  };
  /** A page of those at one place, by its index in the latest answer to `generatorPlaces`. */
  generators: {
    args: { readonly place: number; readonly start: number; readonly count: number };
    body: { readonly generators: readonly GeneratorEntry[]; readonly total: number };
  };
  stepTargets: { args: { readonly frame: number }; body: readonly StepTarget[] };
  /** With which code units, of two bytes, the innermost frame makes the call of a target. Only for a copy of a program. */
  stepUnits: { args: { readonly target: number }; body: readonly number[] };
  /**
   * The stack of the first of some contexts, and those of others that the client may want next:
   * not of those that have ended, and not of more than is quickly told.
   */
  stacks: {
    args: {
      readonly contexts: readonly number[];
      /** A page of each stack; a count of 0 means all frames that follow. */
      readonly start: number;
      readonly count: number;
      /** What frames are called beside the function's name, by the names of DAP's `StackFrameFormat`. */
      readonly format?: Readonly<Record<string, boolean>> | undefined;
    };
    body: StackPages;
  };
  scopes: { args: { readonly frame: number }; body: readonly Scope[] };
  variables: {
    args: {
      readonly reference: number;
      readonly filter?: 'indexed' | 'named' | undefined;
      readonly start?: number | undefined;
      readonly count?: number | undefined;
      readonly isHexadecimal: boolean;
    };
    body: readonly Variable[];
  };
  setVariable: {
    args: {
      readonly reference: number;
      readonly name: string;
      readonly value: string;
      readonly isHexadecimal: boolean;
    };
    body: Variable;
  };
  /** Gives what an expression names a new value. */
  setExpression: {
    args: {
      readonly expression: string;
      readonly value: string;
      readonly frame?: number | undefined;
      readonly isHexadecimal: boolean;
    };
    body: Variable;
  };
  evaluate: {
    args: {
      readonly expression: string;
      /** Without a frame: in the globals of the program's main module. */
      readonly frame?: number | undefined;
      /**
       * A `hover` runs no code of the program; the `console` takes statements;
       * the `clipboard` gets the whole text of the value.
       */
      readonly context: 'hover' | 'console' | 'clipboard' | 'watch';
      readonly isHexadecimal: boolean;
    };
    body: Variable;
  };
  /** How a text, up to the cursor, could go on. */
  completions: {
    args: { readonly text: string; readonly frame?: number | undefined };
    body: readonly Completion[];
  };
  exceptionInfo: { args: Record<string, never>; body: ExceptionDescription };
}

export type CommandName = keyof Commands;

export interface CommandMessage<Name extends CommandName = CommandName> {
  readonly id: number;
  readonly command: Name;
  readonly args: Commands[Name]['args'];
}

export type ReplyMessage =
  | { readonly reply: number; readonly body: unknown }
  /** The sentence says what went wrong, for the user. */
  | { readonly reply: number; readonly error: string };

/** What the agent tells by itself, by its `event`. */
export type EventMessage =
  /** The interpreter is up; the program waits for `run`. */
  | { readonly event: 'ready' }
  /** Commands have arrived in the middle of the agent's own work: it has to be asked to look again. */
  | { readonly event: 'busy' }
  | {
      readonly event: 'stopped';
      readonly reason: StopReason;
      /** The context that was running, or the one that was to be paused. */
      readonly context: number;
      readonly breakpoints?: readonly number[];
      /** The exception's type and message; what changed, and how. */
      readonly text?: string;
    }
  /** The code of a module begins to run. */
  | { readonly event: 'module'; readonly module: Module }
  /** The program is over, and the agent has told of the greenlets that own these contexts. */
  | { readonly event: 'left'; readonly contexts: readonly number[] }
  /** The program stops, or ends, as there is no such module; `isStandard`: Python has it elsewhere. */
  | { readonly event: 'missingModule'; readonly name: string; readonly isStandard: boolean }
  /** The last switch of the first thread was a throw: it has brought an exception of this type. */
  | { readonly event: 'threw'; readonly exception: string }
  /** A breakpoint is somewhere else now, or has come to its end. */
  | { readonly event: 'breakpoint'; readonly breakpoint: BoundBreakpoint }
  | {
      readonly event: 'output';
      readonly category: 'stdout' | 'stderr' | 'console';
      readonly text: string;
      readonly location?: Location;
    };

export type AgentMessage = ReplyMessage | EventMessage;
