/** What session and agent tell each other of the program: its continuations, stacks and values. */

export type StepKind = 'over' | 'in' | 'out';

export interface Location {
  readonly path: string;
  readonly line: number;
}

/** A continuation that has a context: a greenlet, or the main one of a thread. */
export interface Continuation {
  readonly context: number;
  /** Its number, as the tree has it. */
  readonly greenlet: number;
  /** The function it runs; of a main one, what the program calls the thread. */
  readonly name: string;
  /** Where it stands in the user's code, if in any, or else anywhere; absent without Python code. */
  readonly location?: Location;
  /**
   * Whether its class says what it runs, is a library's, and nothing of the user's is on its stack:
   * the hub of gevent. Not the active one.
   */
  readonly isHub?: true;
}

/** A task of asyncio's that is not done, as a continuation; or a generator that is suspended. */
export interface ListedTask {
  /** What stands for it, by its number. Numbers begin with 1, and none is used twice. */
  readonly context: number;
  /** What it runs: the qualified name of the coroutine function. */
  readonly name: string;
  /** What the program calls it, or asyncio: `Task-3`. A generator is `generator 3`. */
  readonly task: string;
  /** The context of the continuation on whose stack it runs; absent of one that does not run. */
  readonly runner?: number;
  /** Where it stands in the user's code, if in any, or else anywhere. */
  readonly location?: Location;
}

/** A line of the user's code at which tasks are suspended. */
export interface TaskPlace extends Location {
  readonly count: number;
  /** The first of them, 20 at most. */
  readonly first: readonly Pick<ListedTask, 'context' | 'name' | 'task'>[];
  /** What they run, each function once; 4 at most. */
  readonly functions: readonly string[];
}

export type GeneratorKind = 'generator' | 'async generator' | 'coroutine';

/** A generator that is suspended, and that no other one yields from or awaits. */
export interface GeneratorEntry {
  /** From 1 on; none is used twice. */
  readonly id: number;
  /** What it runs: the qualified name of the function. */
  readonly name: string;
  readonly kind: GeneratorKind;
  /** Who holds it, as far as that is known, each a phrase: `iterated by consume`; 3 at most. */
  readonly heldBy: readonly string[];
  /** Its frame and those of what it yields from, or awaits, innermost first. */
  readonly frames: readonly StackEntry[];
}

/** Suspended generators that run the same function, and stand at the same line. */
export interface GeneratorPlace {
  readonly name: string;
  readonly kind: GeneratorKind;
  /** Where they stand in the user's code, if in any, or else anywhere. */
  readonly location: Location;
  readonly count: number;
  /** Whether nothing of the user's is on their stacks. */
  readonly isSystem?: true;
  /** The first of them, 4 at most. */
  readonly first: readonly GeneratorEntry[];
}

/** What is new, in an answer that tells no more than that. */
export interface News<Entry> {
  /** Counts the answers; to be named when the next one is asked for. */
  readonly telling: number;
  /** The answer that this one adds to; 0 when nothing of those before it holds. */
  readonly since: number;
  /** Those that may have changed, and new ones. */
  readonly continuations: readonly Entry[];
  /** The numbers of those that are not there any more. */
  readonly gone: readonly number[];
  /** Whether this is all there is to tell; else there is more, for the next question. */
  readonly isAll: boolean;
}

/** What is new of the continuations of a program that stands still, by context; and its tasks. */
export interface ListedContinuations extends News<Continuation> {
  readonly tasks: readonly ListedTask[];
  /** How many tasks are not done. */
  readonly taskCount: number;
}

/** A line of a stack, without anything to ask about it. */
export interface StackEntry extends Location {
  readonly name: string;
}

/**
 * A continuation as the tree shows it: a greenlet in whatever state, or the main one of a thread,
 * which has no greenlet if its thread has made none.
 */
export interface TreeEntry {
  /**
   * Of a greenlet a number from 1 on, which it has from its making on; 0 of the main thread's main
   * continuation, and a negative one of another thread's. None is used twice.
   */
  readonly id: number;
  readonly name: string;
  readonly state: 'pending' | 'suspended' | 'running' | 'dead';
  /** How often control has come to it by a switch. */
  readonly resumptions: number;
  /** The context that runs it or ran it; absent before it starts. */
  readonly context?: number;
  /** Who gets its result; absent for main ones. */
  readonly parent?: number;
  /** Who last switched to it, if that still exists. */
  readonly switcher?: number;
  readonly location?: Location;
  /**
   * How many bytes of its C stack are put aside while it is suspended: all that it has used of the
   * one in linear memory, which the greenlets of a thread share, but for what still lies there.
   */
  readonly stackBytes?: number;
  /** The stack that made it, innermost frame first. */
  readonly createdAt: readonly StackEntry[];
  /**
   * Whether nothing of the user's runs in it, and nothing of the user's has made it, or what it
   * runs is its class's, which is a library's: a hub, the thread of an event loop, a worker of a
   * pool that has nothing to do. Not the active one.
   */
  readonly isSystem?: true;
}

/** A task as the tree shows it. */
export interface TaskEntry extends ListedTask {
  readonly state: 'pending' | 'suspended' | 'running';
  /** The numbers of the tasks that wait for its end. */
  readonly awaitedBy: readonly number[];
  /**
   * The greenlets that its coroutines wait for, by their numbers as in {@link TreeEntry}: each
   * after the one on whose behalf it is waited for.
   */
  readonly greenlets: readonly number[];
  /**
   * What is awaited in the end, by the last of the greenlets or else by the user's code: a
   * coroutine function, or a kind of future. Absent of one that awaits a task, or nothing.
   */
  readonly awaits?: string;
  /** The frames of its coroutine and of what that awaits, innermost first. */
  readonly frames: readonly StackEntry[];
}

export interface CodeFrame {
  /**
   * A `past` frame stood there when the continuation was made; it has no variables. A `faulty`
   * one is the line of a file that Python could not read.
   */
  readonly kind: 'live' | 'past' | 'faulty';
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** In characters; of a faulty line. */
  readonly column?: number;
  /** Whether steps pass over it, by `justMyCode` and the user's rules. */
  readonly isSkipped: boolean;
  /** The name of its module; of a live frame. */
  readonly module?: string;
  /** The address of the instruction at which it stands; a past frame has none. */
  readonly instruction?: string;
}

/** A line of text between frames. */
export interface LabelFrame {
  readonly kind: 'label';
  readonly name: string;
}

/** A frame, but for its id. */
export type StackFrame = CodeFrame | LabelFrame;

/** A page of each of some stacks. */
export interface StackPages {
  /** What there is in any of them; equal frames of several stacks are told once. */
  readonly frames: readonly StackFrame[];
  readonly stacks: readonly {
    readonly context: number;
    /** The id of the page's first frame; each of the others has the next number. */
    readonly first: number;
    /** Which of the frames they are, innermost first. */
    readonly frames: readonly number[];
    /** How many frames the whole stack has. */
    readonly total: number;
  }[];
}

/** A call on a line that a step may go into. */
export interface StepTarget {
  readonly id: number;
  readonly label: string;
  /** Line, end line, column, end column, from 1; columns in UTF-16 units. */
  readonly position: readonly [number, number, number, number];
}

export interface Scope {
  readonly name: string;
  readonly kind: 'locals' | 'globals' | 'returned' | 'contextvars';
  readonly reference: number;
  readonly isExpensive: boolean;
  /** Of local variables: the text of the code whose they are, to its last column. */
  readonly range?: Location & { readonly endLine: number; readonly endColumn: number };
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type: string;
  /** 0 when the value has nothing inside. */
  readonly reference: number;
  /** How many children are members of a sequence or mapping, to be fetched in pages. */
  readonly indexedCount?: number;
  /** How many others there are beside such members, groups being one each. */
  readonly namedCount?: number;
  readonly kind?: 'special' | 'protected' | 'function' | 'class' | 'data' | 'property';
  /** The value is computed by the program, when its one child is asked for. */
  readonly isLazy?: boolean;
  /** Where a function or class is written. */
  readonly declaration?: Location;
  /** Of a bytes-like object: where its bytes are in linear memory. */
  readonly memory?: {
    readonly address: number;
    readonly size: number;
    readonly isReadOnly: boolean;
  };
  /** An expression for the value in the same frame, if there is one. */
  readonly evaluateName?: string;
}

/** A module of the program. */
export interface Module {
  readonly name: string;
  readonly path: string;
  readonly version?: string;
  /** Whether steps pass over it. */
  readonly isSkipped: boolean;
}

/** Says whose code the files that a glob pattern matches are, or a module with all below it. */
export interface CodeRule {
  readonly path?: string | undefined;
  readonly module?: string | undefined;
  readonly include: boolean;
}

/** A way in which text at the console could go on. */
export interface Completion {
  readonly label: string;
  readonly kind:
    | 'keyword'
    | 'function'
    | 'class'
    | 'module'
    | 'variable'
    | 'property'
    | 'field'
    | 'value';
  /** How many characters before the cursor it takes the place of. */
  readonly length: number;
}

/** How variables of each kind are shown: in a group of their own, among the others, or not at all. */
export type VariablePresentation = Readonly<
  Partial<Record<'special' | 'function' | 'class' | 'protected', 'group' | 'inline' | 'hide'>>
>;

export interface ExceptionDescription {
  readonly typeName: string;
  readonly fullTypeName: string;
  readonly message: string;
  readonly breakMode: 'always' | 'unhandled' | 'userUnhandled' | 'crossing';
  readonly stackTrace: string;
  /** How it travels between greenlets, its usual cause and cure. */
  readonly explanation?: string;
  readonly inner: ExceptionDescription[];
}

/** Why the program stands still. */
export type StopReason =
  | 'entry'
  | 'step'
  | 'breakpoint'
  | 'function breakpoint'
  | 'instruction breakpoint'
  | 'data breakpoint'
  | 'goto'
  | 'pause'
  | 'exception'
  /** By the filter. */
  | 'switch'
  /** By the command `stepToSwitch`. */
  | 'next switch'
  /** By the command `runTo`. */
  | 'arrival'
  /** Control has left the continuation that a command was to stay in. */
  | 'left';
