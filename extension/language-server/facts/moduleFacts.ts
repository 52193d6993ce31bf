import type { LineTable, Span } from '../syntax/lineTable.ts';
import type { Origin } from './origin.ts';
import type { Term } from './terms.ts';

/** A region in which names are bound: a module, a class, a function or a lambda. */
export interface Scope {
  /** Its own for as long as its statement stays as it is; 0 is the module's. */
  readonly number: number;
  /** The statement that it is in; undefined for the module. */
  readonly origin: Origin | undefined;
  readonly kind: 'module' | 'class' | 'function' | 'lambda';
  /** `Class.method`, `function.<lambda>`; `<module>` for the module. */
  readonly name: string;
  /** The number of the scope around it; that of the module has none. */
  readonly parent: number | undefined;
  readonly isAsync: boolean;
  readonly span: Span;
  /** Its name in the text, or, without one, its first word. */
  readonly nameSpan: Span;
  readonly parameters: readonly string[];
  /** What is bound to each name, wherever in the scope. */
  readonly bindings: Map<string, Term[]>;
  /** The names that are those of the module, or of a function around it. */
  foreignNames: ReadonlySet<string>;
  /** The names that are looked up from here; none where only others ask for the file. */
  readonly reads: ReadonlySet<string>;
  /** Of a class: what its methods store in `self`. */
  attributes: ReadonlyMap<string, Term[]>;
  readonly bases: readonly Term[];
  readonly returns: Term[];
  readonly decorators: readonly Term[];
  /** Whether a call makes a generator: `yield` is in it. */
  isGenerator: boolean;
}

/** How a statement is reached. */
export interface Path {
  /** The number of the scope that it runs in. */
  readonly scope: number;
  /** The offset at which its block begins. */
  readonly block: number;
  /** Whether a condition or a loop of its function decides whether it runs. */
  readonly isConditional: boolean;
  readonly isInLoop: boolean;
  /** The exceptions, by their last names, that statements around it catch; `*` for any. */
  readonly caught: readonly string[];
}

/** A call. */
export interface Call extends Span, Path {
  /** Its own for as long as its statement stays as it is. */
  readonly number: number;
  /** The statement of the module that it is in. */
  readonly origin: Origin;
  readonly callee: Term;
  /** The name before the bracket: `switch` of `a.switch()`. */
  readonly nameSpan: Span;
  readonly name: string;
  readonly args: readonly Term[];
  /** Whether all of the positional arguments are in `args`. */
  readonly isUnpacked: boolean;
  readonly keywords: ReadonlyMap<string, Term>;
  /** The values of keywords as they are written. */
  readonly keywordTexts: ReadonlyMap<string, string>;
  /** What stands between the brackets, shortened. */
  readonly argumentText: string;
  readonly isAwaited: boolean;
  /** Whether it is a statement of its own, so that nobody gets what it returns. */
  readonly isStatement: boolean;
  /** The name that gets what it returns, when it is the whole of an assignment. */
  readonly assignedTo: string | undefined;
  /** The statement that it stands in. */
  readonly statement: Span;
}

/** What a call calls: the part before the bracket. */
export function calleeSpan({ from, nameSpan }: Call): Span {
  return { from, to: nameSpan.to };
}

/** An import of a module, or of a name from it. */
export interface Import extends Span, Path {
  /** The module, as in {@link Term}. */
  readonly module: string;
  /** The name that is taken from it; undefined for the module itself. */
  readonly member: string | undefined;
  readonly boundName: string;
  readonly statement: Span;
}

/** An attribute that is read. */
export interface AttributeRead extends Span, Path {
  readonly of: Term;
  readonly name: string;
  /** Its own name in the text. */
  readonly nameSpan: Span;
}

/** A clause `except` that catches `GreenletExit`. */
export interface BroadHandler extends Path {
  /** From `except` to before the colon. */
  readonly span: Span;
  /** What it names: `BaseException`, `GreenletExit`, or nothing. */
  readonly caughtName: string | undefined;
  /** What is tried. */
  readonly tried: Span;
  /** Whether the exception goes on, or the loop ends, in some way. */
  readonly isLeft: boolean;
}

/** What is stored in `parent` or `run` of something. */
export interface Store extends Path {
  readonly of: Term;
  readonly name: string;
  readonly value: Term;
}

/** What a text says, each in the order of the text. */
export interface FactLists {
  /** Of a whole file, that of the module comes first. */
  readonly scopes: readonly Scope[];
  readonly calls: readonly Call[];
  readonly imports: readonly Import[];
  readonly attributeReads: readonly AttributeRead[];
  readonly broadHandlers: readonly BroadHandler[];
  readonly stores: readonly Store[];
}

/** A statement of the module itself, with what it says. */
export interface Region extends FactLists {
  readonly origin: Origin;
  readonly length: number;
  /** What it does in the scope of the module. */
  readonly share: Scope;
  /** What it puts into containers that other statements bind. */
  readonly growths: ReadonlyMap<string, readonly Term[]>;
}

/** All that the server remembers of a file. Of one that is edited it says what is so now. */
export interface ModuleFacts extends FactLists {
  readonly uri: string;
  /** Its dotted name below the folder that it was found in. */
  readonly module: string;
  readonly lines: LineTable;
  /** The statements of the module itself. */
  readonly regions: readonly Region[];
  /** The scope of a number that has been told; undefined when its statement has changed since. */
  scope(number: number): Scope | undefined;

  /** Likewise. */
  call(number: number): Call | undefined;
}
