import type { LineTable } from '../syntax/lineTable.ts';
import type { ParsedText } from '../syntax/parsedText.ts';
import type {
  AttributeRead,
  BroadHandler,
  Call,
  FactLists,
  Import,
  ModuleFacts,
  Region,
  Scope,
  Store,
} from './moduleFacts.ts';
import { moduleScope } from './moduleScope.ts';

/** Lists that are put together from those of the regions. */
type Lists = { -readonly [Name in keyof FactLists]?: FactLists[Name] };

/** What the statements of a file say together: put together when somebody asks for it. */
export class FileFacts implements ModuleFacts {
  readonly uri: string;
  readonly module: string;
  #lines: LineTable;
  #length: number;
  #regions: readonly Region[];
  #lists: Lists = {};
  /** By number; undefined before the first change, when those are the places in the lists. */
  #numbered: { scopes: Map<number, Scope>; calls: Map<number, Call> } | undefined;

  constructor(
    uri: string,
    module: string,
    { lines, text }: ParsedText,
    regions: readonly Region[],
  ) {
    this.uri = uri;
    this.module = module;
    this.#lines = lines;
    this.#length = text.length;
    this.#regions = regions;
  }

  get lines(): LineTable {
    return this.#lines;
  }

  get regions(): readonly Region[] {
    return this.#regions;
  }

  get scopes(): readonly Scope[] {
    this.#lists.scopes ??= [
      moduleScope(this.#regions, this.#length),
      ...this.#regions.flatMap(({ scopes }) => scopes),
    ];
    return this.#lists.scopes;
  }

  get calls(): readonly Call[] {
    this.#lists.calls ??= this.#regions.flatMap(({ calls }) => calls);
    return this.#lists.calls;
  }

  get imports(): readonly Import[] {
    this.#lists.imports ??= this.#regions.flatMap(({ imports }) => imports);
    return this.#lists.imports;
  }

  get attributeReads(): readonly AttributeRead[] {
    this.#lists.attributeReads ??= this.#regions.flatMap(({ attributeReads }) => attributeReads);
    return this.#lists.attributeReads;
  }

  get broadHandlers(): readonly BroadHandler[] {
    this.#lists.broadHandlers ??= this.#regions.flatMap(({ broadHandlers }) => broadHandlers);
    return this.#lists.broadHandlers;
  }

  get stores(): readonly Store[] {
    this.#lists.stores ??= this.#regions.flatMap(({ stores }) => stores);
    return this.#lists.stores;
  }

  scope(number: number): Scope | undefined {
    return number === 0 || this.#numbered === undefined
      ? this.scopes[number]
      : this.#numbered.scopes.get(number);
  }

  call(number: number): Call | undefined {
    return this.#numbered === undefined ? this.calls[number] : this.#numbered.calls.get(number);
  }

  /** Says from now on what the file says after a change. */
  change({ lines, text }: ParsedText, regions: readonly Region[], change: RegionChange): void {
    this.#numbered ??= {
      scopes: new Map(this.scopes.map(scope => [scope.number, scope])),
      calls: new Map(this.calls.map(call => [call.number, call])),
    };
    const numbered = this.#numbered;
    for (const { scopes, calls } of change.removed) {
      for (const { number } of scopes) numbered.scopes.delete(number);
      for (const { number } of calls) numbered.calls.delete(number);
    }
    for (const { scopes, calls } of change.added) {
      for (const scope of scopes) numbered.scopes.set(scope.number, scope);
      for (const call of calls) numbered.calls.set(call.number, call);
    }
    this.#lines = lines;
    this.#length = text.length;
    this.#regions = regions;
    this.#lists = {};
  }
}

/** What a change of its text does to the statements of a file. */
export interface RegionChange {
  readonly removed: readonly Region[];
  readonly added: readonly Region[];
}
