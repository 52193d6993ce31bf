import type { RegionChange } from '../facts/fileFacts.ts';
import type { Call, ModuleFacts, Region } from '../facts/moduleFacts.ts';
import type { Origin } from '../facts/origin.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { isAwaiting, type Starter } from '../values/library.ts';
import { callAt, keyOf, type Value } from '../values/values.ts';
import { Arrivals } from './arrivals.ts';

/** Where a greenlet is made. */
export interface Start {
  readonly facts: ModuleFacts;
  readonly call: Call;
  readonly starter: Starter;
  /** The functions that it may run. */
  readonly runs: readonly Value[];
}

/** Where control may pass to another greenlet. */
export interface Switch {
  readonly facts: ModuleFacts;
  readonly call: Call;
  readonly kind: 'switch' | 'throw' | 'await';
  /** The greenlets that it may lead to; none when that is not known. */
  readonly targets: readonly Value[];
}

const SWITCHING = new Set(['switch', 'throw']);

/** What a statement, or a file, has of both. */
interface Departures {
  readonly starts: readonly Start[];
  readonly switches: readonly Switch[];
}

/**
 * Who starts and who switches to whom, found statement by statement when it is asked for, and
 * kept until the statement is to be forgotten.
 */
export class SwitchGraph {
  readonly #evaluator: Evaluator;
  readonly #inStatements = new WeakMap<Origin, Departures>();
  readonly #inFiles = new WeakMap<ModuleFacts, Departures>();
  /** The statements of all files. */
  readonly #statements = new Map<
    Origin,
    { readonly facts: ModuleFacts; readonly region: Region }
  >();
  /** Those of which it has not been told where control may go. */
  readonly #untold = new Set<Origin>();
  readonly #starts = new Arrivals<Start>();
  readonly #switches = new Arrivals<Switch>();

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  /** Takes in what has changed in a file. */
  change(facts: ModuleFacts, { removed, added }: RegionChange): void {
    this.#inFiles.delete(facts);
    for (const { origin } of removed) {
      this.#forget(origin);
      this.#untold.delete(origin);
      this.#statements.delete(origin);
    }
    for (const region of added) {
      this.#statements.set(region.origin, { facts, region });
      this.#untold.add(region.origin);
    }
  }

  /** Forgets what some statements have: what they look for did change. */
  forget(origins: Iterable<Origin>): void {
    for (const origin of origins) this.#forget(origin);
  }

  /** Finds what has not been found, for so many milliseconds. @returns whether that is all. */
  settle(patience = Number.POSITIVE_INFINITY): boolean {
    const end = performance.now() + patience;
    for (const origin of this.#untold) {
      if (performance.now() > end) return false;
      this.#untold.delete(origin);
      this.#tell(origin);
    }
    return true;
  }

  startsIn(facts: ModuleFacts): readonly Start[] {
    return this.#inFile(facts).starts;
  }

  switchesIn(facts: ModuleFacts): readonly Switch[] {
    return this.#inFile(facts).switches;
  }

  /** How a call makes a greenlet, if it does. */
  startBy(call: Call, facts: ModuleFacts): Start | undefined {
    const starter = this.#evaluator.starterOf(call, facts);
    if (starter === undefined) return undefined;
    return { facts, call, starter, runs: this.#evaluator.runsOf(call, facts) };
  }

  /** Where a call leads, if it is a switch. */
  switchBy(call: Call, facts: ModuleFacts): Switch | undefined {
    const { callee, name } = call;
    if (callee.kind === 'attribute' && SWITCHING.has(name)) {
      const targets = this.#evaluator
        .evaluate(callee.of, facts)
        .filter(value => this.#isGreenlet(value));
      // What is thrown into a generator is no switch, and who knows what else has such a method.
      if (targets.length === 0 && name === 'throw') return undefined;
      return { facts, call, kind: name === 'switch' ? 'switch' : 'throw', targets };
    }
    const library = this.#evaluator.libraryNameOf(call, facts);
    if (library === undefined || !isAwaiting(library)) return undefined;
    const current: Value = { kind: 'current', facts, scope: call.scope };
    return { facts, call, kind: 'await', targets: [{ kind: 'parent', of: current }] };
  }

  /** Where greenlets are made that run a function. */
  startsOf(facts: ModuleFacts, scope: number): readonly Start[] {
    this.settle();
    return this.#starts.at(keyOf({ kind: 'function', facts, scope }));
  }

  /** From where control may pass to a greenlet that runs a function. */
  switchesTo(facts: ModuleFacts, scope: number): readonly Switch[] {
    this.settle();
    return this.#switches.at(keyOf({ kind: 'function', facts, scope }));
  }

  /** What a greenlet may run. */
  runsOf(target: Value): Value[] {
    if (target.kind === 'greenlet') {
      return this.#evaluator.runsOf(callAt(target.facts, target.call), target.facts);
    }
    if (target.kind !== 'instance') return [];
    const { facts, scope } = target;
    return this.#evaluator
      .evaluate({ kind: 'attribute', of: { kind: 'class', scope }, name: 'run' }, facts)
      .filter(({ kind }) => kind === 'function');
  }

  #inFile(facts: ModuleFacts): Departures {
    const known = this.#inFiles.get(facts);
    if (known !== undefined) return known;
    const all = facts.regions.map(region => this.#inStatement(region, facts));
    const found = {
      starts: all.flatMap(({ starts }) => starts),
      switches: all.flatMap(({ switches }) => switches),
    };
    this.#inFiles.set(facts, found);
    return found;
  }

  #inStatement({ origin, calls }: Region, facts: ModuleFacts): Departures {
    const known = this.#inStatements.get(origin);
    if (known !== undefined) return known;
    const found = this.#evaluator.during(origin, () => ({
      starts: calls.flatMap(call => this.startBy(call, facts) ?? []),
      switches: calls.flatMap(call => this.switchBy(call, facts) ?? []),
    }));
    this.#inStatements.set(origin, found);
    return found;
  }

  #tell(origin: Origin): void {
    const statement = this.#statements.get(origin);
    if (statement === undefined) return;
    const { facts, region } = statement;
    const { starts, switches } = this.#inStatement(region, facts);
    this.#evaluator.during(origin, () => {
      for (const start of starts) {
        for (const run of start.runs) this.#starts.add(keyOf(run), origin, start);
      }
      for (const each of switches) {
        const runs = each.targets.flatMap(target => this.runsOf(target));
        for (const run of new Set(runs.map(keyOf))) this.#switches.add(run, origin, each);
      }
    });
  }

  #forget(origin: Origin): void {
    this.#inStatements.delete(origin);
    this.#starts.retract(origin);
    this.#switches.retract(origin);
    const statement = this.#statements.get(origin);
    if (statement === undefined) return;
    this.#inFiles.delete(statement.facts);
    this.#untold.add(origin);
  }

  #isGreenlet(value: Value): boolean {
    if (value.kind === 'instance') {
      return this.#evaluator.greenletClassOf(value.facts, value.scope) !== undefined;
    }
    return value.kind === 'greenlet' || value.kind === 'current' || value.kind === 'parent';
  }
}
