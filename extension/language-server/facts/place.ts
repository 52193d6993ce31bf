import type { Span } from '../syntax/lineTable.ts';
import type { Path } from './moduleFacts.ts';
import type { Origin } from './origin.ts';

/** Where a reader is: how the statement is reached, and which one it is. */
export class Place implements Path {
  readonly origin: Origin;
  /** The number of the scope among those of the origin. */
  readonly ownScope: number;
  /** Undefined for the module's, which begins where the text does. */
  readonly #block: number | undefined;
  readonly isConditional: boolean;
  readonly isInLoop: boolean;
  readonly caught: readonly string[];
  readonly statement: Span;

  /** @param path its scope by the number among those of the origin. */
  constructor(origin: Origin, path: Path, statement: Span) {
    this.origin = origin;
    this.ownScope = path.scope;
    this.#block = path.block === 0 ? undefined : path.block - origin.offset;
    this.isConditional = path.isConditional;
    this.isInLoop = path.isInLoop;
    this.caught = path.caught;
    this.statement = statement;
  }

  get scope(): number {
    return this.origin.scopeAt(this.ownScope);
  }

  get block(): number {
    return this.#block === undefined ? 0 : this.origin.offset + this.#block;
  }

  /** The same place but for what is told. */
  with(path: Partial<Path>, statement = this.statement): Place {
    const { ownScope, block, isConditional, isInLoop, caught } = this;
    const own = { scope: ownScope, block, isConditional, isInLoop, caught, ...path };
    return new Place(this.origin, own, statement);
  }

  /** Where the body of a function begins, whatever decides when that runs. */
  inside(scope: number): Place {
    return this.with({ scope, isConditional: false, isInLoop: false, caught: [] });
  }
}
