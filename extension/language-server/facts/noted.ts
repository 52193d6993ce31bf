import type { Span } from '../syntax/lineTable.ts';
import type { AttributeRead, BroadHandler, Call, Import, Path, Store } from './moduleFacts.ts';
import { MovingSpan, type Origin } from './origin.ts';
import type { Place } from './place.ts';
import type { Term } from './terms.ts';

/** What is noted at a place. */
class Noted implements Path {
  protected readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  get scope(): number {
    return this.place.scope;
  }

  get block(): number {
    return this.place.block;
  }

  get isConditional(): boolean {
    return this.place.isConditional;
  }

  get isInLoop(): boolean {
    return this.place.isInLoop;
  }

  get caught(): readonly string[] {
    return this.place.caught;
  }

  get statement(): Span {
    return this.place.statement;
  }
}

/** What is noted of a part of the text at a place. */
class NotedSpan extends Noted implements Span {
  readonly #start: number;
  readonly #length: number;

  constructor(place: Place, { from, to }: Span) {
    super(place);
    this.#start = from - place.origin.offset;
    this.#length = to - from;
  }

  get from(): number {
    return this.place.origin.offset + this.#start;
  }

  get to(): number {
    return this.from + this.#length;
  }
}

/** What something says, apart from where it stands. */
type Said<Fact> = Omit<Fact, keyof NotedSpan | 'nameSpan' | 'span' | 'tried' | 'number' | 'origin'>;

/** A call, in a statement that moves. */
export class NotedCall extends NotedSpan implements Call {
  readonly nameSpan: Span;
  readonly callee: Term;
  readonly name: string;
  readonly args: readonly Term[];
  readonly isUnpacked: boolean;
  readonly keywords: ReadonlyMap<string, Term>;
  readonly keywordTexts: ReadonlyMap<string, string>;
  readonly argumentText: string;
  readonly isAwaited: boolean;
  readonly isStatement: boolean;
  readonly assignedTo: string | undefined;

  /** Its number among those of the origin. */
  readonly #own: number;

  constructor(place: Place, own: number, span: Span, name: Span, said: Said<Call>) {
    super(place, span);
    this.#own = own;
    this.nameSpan = new MovingSpan(place.origin, name);
    this.callee = said.callee;
    this.name = said.name;
    this.args = said.args;
    this.isUnpacked = said.isUnpacked;
    this.keywords = said.keywords;
    this.keywordTexts = said.keywordTexts;
    this.argumentText = said.argumentText;
    this.isAwaited = said.isAwaited;
    this.isStatement = said.isStatement;
    this.assignedTo = said.assignedTo;
  }

  get number(): number {
    return this.origin.calls + this.#own;
  }

  get origin(): Origin {
    return this.place.origin;
  }
}

/** An import, in a statement that moves. */
export class NotedImport extends NotedSpan implements Import {
  readonly module: string;
  readonly member: string | undefined;
  readonly boundName: string;

  constructor(place: Place, span: Span, { module, member, boundName }: Said<Import>) {
    super(place, span);
    this.module = module;
    this.member = member;
    this.boundName = boundName;
  }
}

/** A read of an attribute, in a statement that moves. */
export class NotedRead extends NotedSpan implements AttributeRead {
  readonly nameSpan: Span;
  readonly of: Term;
  readonly name: string;

  constructor(place: Place, span: Span, name: Span, said: Said<AttributeRead>) {
    super(place, span);
    this.nameSpan = new MovingSpan(place.origin, name);
    this.of = said.of;
    this.name = said.name;
  }
}

/** A clause that catches much, in a statement that moves. */
export class NotedHandler extends Noted implements BroadHandler {
  readonly span: Span;
  readonly tried: Span;
  readonly caughtName: string | undefined;
  readonly isLeft: boolean;

  constructor(place: Place, span: Span, tried: Span, said: Said<BroadHandler>) {
    super(place);
    this.span = new MovingSpan(place.origin, span);
    this.tried = new MovingSpan(place.origin, tried);
    this.caughtName = said.caughtName;
    this.isLeft = said.isLeft;
  }
}

/** What is stored in an attribute, in a statement that moves. */
export class NotedStore extends Noted implements Store {
  readonly of: Term;
  readonly name: string;
  readonly value: Term;

  constructor(place: Place, { of, name, value }: Said<Store>) {
    super(place);
    this.of = of;
    this.name = name;
    this.value = value;
  }
}
