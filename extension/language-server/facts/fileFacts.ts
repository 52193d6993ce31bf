import type { LineTable } from '../syntax/lineTable.ts';
import type { ParsedText } from '../syntax/parsedText.ts';
import type {
  AttributeRead,
  BroadHandler,
  Call,
  Import,
  ModuleFacts,
  Region,
  Scope,
  Store,
} from './moduleFacts.ts';
import { moduleScope } from './moduleScope.ts';

/** Lists that are put together from those of the regions. */
interface Lists {
  scopes?: readonly Scope[];
  calls?: readonly Call[];
  imports?: readonly Import[];
  attributeReads?: readonly AttributeRead[];
  broadHandlers?: readonly BroadHandler[];
  stores?: readonly Store[];
}

/** What the statements of a file say together: put together when somebody asks for it. */
export class FileFacts implements ModuleFacts {
  readonly uri: string;
  readonly module: string;
  #lines: LineTable;
  #length: number;
  #regions: readonly Region[];
  #lists: Lists = {};
  readonly #scopes = new Map<number, Scope>();
  readonly #calls = new Map<number, Call>();

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
    for (const region of regions) this.#number(region);
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
    return number === 0 ? this.scopes[0] : this.#scopes.get(number);
  }

  call(number: number): Call | undefined {
    return this.#calls.get(number);
  }

  /** Says from now on what the file says after a change. */
  change({ lines, text }: ParsedText, regions: readonly Region[], change: RegionChange): void {
    this.#lines = lines;
    this.#length = text.length;
    this.#regions = regions;
    this.#lists = {};
    for (const { scopes, calls } of change.removed) {
      for (const { number } of scopes) this.#scopes.delete(number);
      for (const { number } of calls) this.#calls.delete(number);
    }
    for (const region of change.added) this.#number(region);
  }

  #number({ scopes, calls }: Region): void {
    for (const scope of scopes) this.#scopes.set(scope.number, scope);
    for (const call of calls) this.#calls.set(call.number, call);
  }
}

/** What a change of its text does to the statements of a file. */
export interface RegionChange {
  readonly removed: readonly Region[];
  readonly added: readonly Region[];
}
