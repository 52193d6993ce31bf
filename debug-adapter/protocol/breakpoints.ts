/** What session and agent tell each other of places to stop at. */

/** What breakpoints of all kinds have in common. */
export interface BreakpointRequest {
  readonly id: number;
  readonly condition?: string | undefined;
  /** A number, alone or after `==`, `>`, `>=`, `<`, `<=` or `%`. */
  readonly hitCondition?: string | undefined;
  /** The only continuation that it stops. */
  readonly context?: number | undefined;
}

export interface SourceBreakpoint extends BreakpointRequest {
  readonly line: number;
  /** In UTF-16 units, from 1; without it, the whole line. */
  readonly column?: number | undefined;
  /** Written instead of a stop: the text of an f-string. */
  readonly logMessage?: string | undefined;
}

export interface FunctionBreakpoint extends BreakpointRequest {
  /** `function`, `Class.method`, `module.function`, `module:Class.method`, or a pattern. */
  readonly name: string;
}

/** What is known of the functions that a function breakpoint is on, before any of them is there. */
export interface FunctionMark {
  readonly id: number;
  /** What they are called, as in `co_name`, if the breakpoint tells. */
  readonly name?: string;
  /** Whether they are of the user's own code alone. */
  readonly isOwn: boolean;
}

/** Which breakpoints are on a function. */
export interface FunctionVerdict {
  /** The address of its code object. */
  readonly code: number;
  /** As in `co_filename` and `co_qualname`. */
  readonly path: string;
  readonly name: string;
  /** On which it begins to do something; 0 where no line is known. */
  readonly line: number;
  readonly breakpoints: readonly number[];
}

export interface InstructionBreakpoint extends BreakpointRequest {
  readonly reference: string;
  /** In bytes, from the reference. */
  readonly offset?: number | undefined;
}

/** Where the instruction of an instruction breakpoint is. */
export interface InstructionMark {
  readonly id: number;
  /** The address of the code object. */
  readonly code: number;
  /** As in `co_filename` and `co_qualname`. */
  readonly path: string;
  readonly name: string;
  /** The code unit of two bytes. */
  readonly unit: number;
}

/** With which instruction of a code object a statement begins. */
export interface StatementMark {
  /** As in `co_qualname` and `co_firstlineno`. */
  readonly name: string;
  readonly firstLine: number;
  /** The code unit of two bytes. */
  readonly unit: number;
}

export interface DataBreakpoint extends BreakpointRequest {
  readonly dataId: string;
}

/** Where a requested breakpoint ended up; without a line, it has no code to stop at. */
export interface BoundBreakpoint {
  readonly id: number;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  /** The address of an instruction. */
  readonly reference?: string;
  /** Whether a breakpoint on data is set. */
  readonly isWatching?: boolean;
  /** Why it is not where it was asked for. */
  readonly message?: string;
}

/** How often a breakpoint was reached, its condition being true. */
export interface BreakpointHits {
  readonly id: number;
  readonly count: number;
}

/** What stops the program, beside breakpoints. */
export type FilterName = 'raised' | 'uncaught' | 'userUnhandled' | 'crossing' | 'switch';

/** How control passes from one greenlet to another: with a value, or with an exception. */
export type SwitchEvent = 'switch' | 'throw';

export interface EventFilter {
  readonly filter: FilterName;
  /** An expression; `exception`, or `origin`, `target` and `event` of a switch, are its own names. */
  readonly condition?: string | undefined;
  /** The names of the exception classes that count; all do without. */
  readonly types?: readonly string[] | undefined;
}
/** A place where a breakpoint can be set. A line alone has no statement that begins on it. */
export interface BreakpointLocation {
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** An instruction of Python's bytecode. */
export interface Instruction {
  readonly address: string;
  readonly text: string;
  /** Its bytes in hexadecimal. */
  readonly bytes?: string;
  readonly function?: string;
  /** Whether the function begins with it. */
  readonly isFirst?: boolean;
  /** The address lies outside of the function. */
  readonly isInvalid?: boolean;
  readonly path?: string;
  readonly line?: number;
}

/** A variable that can be watched for changes. */
export interface DataInfo {
  /** Absent when it cannot be watched; the description says why. */
  readonly dataId?: string;
  readonly description: string;
  /** Whether the id means the same in the next run of the program. */
  readonly canPersist?: boolean;
}
