/**
 * What the session and the agent say to one another: JSON messages on a channel
 * that the guest finds open at {@link CHANNEL_FD}. The session sends commands,
 * each answered by one reply with its id; the agent sends events of its own.
 *
 * Paths are the guest's. Line numbers start at 1. A *context* is the id of a
 * WASIX context, 0 for the main one. Frame ids and variable references are valid
 * until the program goes on.
 */

export const CHANNEL_FD = 4;

/** The package in the guest that speaks this protocol, and the module that starts it. */
export const AGENT_FOLDER = '/usr/lib/wasix-debug-agent';
export const AGENT_MODULE = 'wasix_debug_agent.main';

export interface SourceBreakpoint {
  readonly id: number;
  readonly line: number;
  readonly condition?: string | undefined;
  readonly hitCondition?: string | undefined;
}

/** Where a requested breakpoint ended up; without a line, it has no code to stop at. */
export interface BoundBreakpoint {
  readonly id: number;
  readonly line?: number;
  /** Why it is not where it was asked for. */
  readonly message?: string;
}

/** Which exceptions stop the program. */
export type ExceptionFilter = 'raised' | 'uncaught';

export type StepKind = 'over' | 'in' | 'out';

export interface Location {
  readonly path: string;
  readonly line: number;
}

/** A greenlet that has a context, or the main one. */
export interface Continuation {
  readonly context: number;
  /** The function it runs; `main` for the main greenlet. */
  readonly name: string;
  /** Where its innermost Python frame stands; absent when it has none. */
  readonly location?: Location;
}

export interface StackFrame {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** Whether the frame belongs to the user's own code, by the rules of `justMyCode`. */
  readonly isUserCode: boolean;
}

export interface Scope {
  readonly name: string;
  readonly kind: 'locals' | 'globals';
  readonly reference: number;
  readonly isExpensive: boolean;
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** 0 when the value has nothing inside. */
  readonly reference: number;
  /** How many children are members of a sequence or mapping, to be fetched in pages. */
  readonly indexedCount?: number;
  readonly namedCount?: number;
  /** An expression for the value in the same frame, if there is one. */
  readonly evaluateName?: string;
}

export interface ExceptionDescription {
  readonly typeName: string;
  readonly fullTypeName: string;
  readonly message: string;
  readonly breakMode: 'always' | 'unhandled';
  readonly stackTrace: string;
  readonly inner: ExceptionDescription[];
}

/** Why the program stands still. */
export type StopReason = 'entry' | 'step' | 'breakpoint' | 'pause' | 'exception';

/** The commands: the arguments of each, and the body of its reply. */
export interface Commands {
  /** Lets the program begin. To be sent after the first breakpoints. */
  run: {
    args: {
      readonly stopOnEntry: boolean;
      readonly justMyCode: boolean;
    };
    body: null;
  };
  /** Replaces all breakpoints of a file. */
  setBreakpoints: {
    args: { readonly path: string; readonly breakpoints: readonly SourceBreakpoint[] };
    body: readonly BoundBreakpoint[];
  };
  setExceptionFilters: { args: { readonly filters: readonly ExceptionFilter[] }; body: null };
  /** Stops a running program where it is. */
  pause: { args: Record<string, never>; body: null };
  /** Asks a running program to end by itself. */
  terminate: { args: Record<string, never>; body: { readonly willEnd: boolean } };
  // The rest answers only while the program stands still.
  resume: { args: Record<string, never>; body: null };
  step: { args: { readonly kind: StepKind; readonly context: number }; body: null };
  continuations: { args: Record<string, never>; body: readonly Continuation[] };
  stack: {
    args: { readonly context: number; readonly start: number; readonly count: number };
    body: { readonly frames: readonly StackFrame[]; readonly total: number };
  };
  scopes: { args: { readonly frame: number }; body: readonly Scope[] };
  variables: {
    args: {
      readonly reference: number;
      readonly filter?: 'indexed' | 'named' | undefined;
      readonly start?: number | undefined;
      readonly count?: number | undefined;
    };
    body: readonly Variable[];
  };
  setVariable: {
    args: { readonly reference: number; readonly name: string; readonly value: string };
    body: Variable;
  };
  evaluate: {
    args: {
      readonly expression: string;
      /** Without a frame: in the globals of the program's main module. */
      readonly frame?: number | undefined;
      /** Whether statements are allowed too. */
      readonly isConsole: boolean;
    };
    body: Variable;
  };
  exceptionInfo: { args: Record<string, never>; body: ExceptionDescription };
  source: { args: { readonly path: string }; body: { readonly content: string } };
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
  | {
      readonly event: 'stopped';
      readonly reason: StopReason;
      /** The context that was running. */
      readonly context: number;
      readonly breakpoints?: readonly number[];
      /** The exception's type and message. */
      readonly text?: string;
    }
  /** The program goes on. */
  | { readonly event: 'resumed' }
  | {
      readonly event: 'output';
      readonly category: 'stdout' | 'stderr' | 'console';
      readonly text: string;
      readonly location?: Location;
    };

export type AgentMessage = ReplyMessage | EventMessage;
