/**
 * Where times of a replay are told, each instruction has taken a microsecond, in milliseconds: so they are the same in
 * every replay, and lead to positions.
 */
export const INSTRUCTION_TIME = 0.001;

/** From the position of an instruction to that where an exception comes out of it. */
export const HALF_WAY = 0.5;

/** A moment of a recorded run, and where the program was in it. */
export interface Moment {
  /**
   * How many instructions of Python's bytecode had begun, that of this moment too: the same in every replay. Where an
   * exception is raised, it is {@link HALF_WAY} to the next one.
   */
  readonly position: number;
  /** The thread that runs, by its number; 1 is the main one. */
  readonly thread: number;
  /** The context that runs; 0 is the thread's main one. */
  readonly context: number;
  /** The addresses of the interpreter's frame and its caller's (0: none): at this moment the same in every replay. */
  readonly frame: number;
  readonly caller: number;
  /**
   * Of the code that runs: the address of the code object, the code unit of two bytes that the instruction is at, what
   * is in `co_filename` and `co_qualname`, and the line, from 1 on.
   */
  readonly code: number;
  readonly unit: number;
  readonly path: string;
  readonly name: string;
  readonly line: number;
}

/** A line to stop at, by a path as in `co_filename`. */
export interface MarkedLine {
  readonly path: string;
  readonly line: number;
  readonly id: number;
}

/**
 * Functions to stop at where they begin, by what can be told of them without asking Python: whether one is meant, who
 * asks Python finds out.
 */
export interface MarkedFunction {
  /** What is in `co_name`; absent where that says nothing. */
  readonly name?: string | undefined;
  /** Whether only code is meant that steps stop in. */
  readonly isSteppable: boolean;
  readonly id: number;
}

/** An instruction to stop at: its code unit of two bytes, and its code, by what is in `co_filename` and `co_qualname`. */
export interface MarkedInstruction {
  readonly path: string;
  readonly name: string;
  readonly unit: number;
  /** What is in `co_firstlineno`, if that tells the code from other code. */
  readonly firstLine?: number | undefined;
  /** The address of the code object, if no other is meant. */
  readonly code?: number | undefined;
  readonly id: number;
}

/** What is marked in a program's code. */
export interface MarkedPlaces {
  readonly lines?: readonly MarkedLine[];
  readonly functions?: readonly MarkedFunction[];
  readonly instructions?: readonly MarkedInstruction[];
}

/** What runs code of Python's on a stack of its own: a thread, or a context in it; 0 is the thread's main one. */
export interface Continuation {
  readonly thread: number;
  readonly context: number;
}

/** How far a step goes: `SteppingGranularity` of the Debug Adapter Protocol, in which a statement is a line. */
export type Granularity = 'line' | 'instruction';

/** Goes on by a line or an instruction from a moment: into calls, over them, or out of the frame. */
export interface StepTarget {
  readonly kind: 'in' | 'over' | 'out';
  readonly from: Moment;
  /** By default, a line. */
  readonly granularity?: Granularity | undefined;
  /** The only call to go into: the code units of the instructions that make it. */
  readonly call?: readonly number[] | undefined;
}

/** What a replay runs on to. The first that is met counts. */
export interface Targets {
  /** Marked places. */
  readonly marks?: boolean;
  /** Exceptions, where they are raised or come to code that steps stop in, and not where they pass on from there. */
  readonly raises?: boolean;
  /**
   * Exceptions that leave a frame: the user's own code for other code, or the first frame on a stack.
   */
  readonly unwinds?: boolean;
  /** The first line that a continuation runs after control has passed to it. */
  readonly switches?: boolean;
  /** The first line of a main module. */
  readonly entry?: boolean;
  /** Any line of code that steps stop in. */
  readonly lines?: boolean;
  readonly step?: StepTarget;
  /** Changes of words of memory, by their addresses: four at most. It is met when the next instruction begins. */
  readonly changes?: readonly number[];
}

export type ArrivalKind =
  | 'mark'
  | 'raise'
  | 'unwind'
  | 'change'
  | 'switch'
  | 'entry'
  | 'line'
  | 'step'
  | 'limit';

/** An exception that comes out of an instruction. */
export interface Raise {
  readonly position: number;
  readonly frame: number;
}

/** How control passes to a continuation: by a switch in a thread, by one that brings an exception, or from another thread. */
export type Passing = 'switch' | 'throw' | 'thread';

/** Where a replay stands, and why. */
export interface Arrival {
  readonly kind: ArrivalKind;
  readonly moment: Moment;
  /** The numbers of the marks that are met there, whatever else is. */
  readonly marks: readonly number[];
  /** The words of memory that have changed. */
  readonly changed?: readonly number[] | undefined;
  /** Why it stands there besides, where words have changed. */
  readonly besides?: ArrivalKind | undefined;
  /** Of an exception that leaves the frame: where it was raised, or raised again, before it came there. */
  readonly raised?: Raise | undefined;
  /** How control has come there, of a switch. */
  readonly passing?: Passing | undefined;
}

/** What was passed on the way to a position. */
export interface Survey {
  /** The last of them, in their order. */
  readonly arrivals: readonly Arrival[];
  /** Whether nothing before can have been missed: a frame has begun on the way. */
  readonly isWhole: boolean;
}
