import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { isAwaiting, type Starter } from '../values/library.ts';
import { callAt, keyOf, type Value } from '../values/values.ts';

/** Where a greenlet is made. */
export interface Start {
  readonly facts: ModuleFacts;
  readonly call: Call;
  /** The number of the call. */
  readonly index: number;
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

/** What a file has of both. */
interface FileSwitches {
  readonly starts: readonly Start[];
  readonly switches: readonly Switch[];
}

/** Both by the functions that the greenlets run. */
interface Arrivals {
  readonly starts: ReadonlyMap<string, readonly Start[]>;
  readonly switches: ReadonlyMap<string, readonly Switch[]>;
}

/** Who starts and who switches to whom, found file by file when it is asked for. */
export class SwitchGraph {
  readonly #files: Iterable<ModuleFacts>;
  readonly #evaluator: Evaluator;
  readonly #found = new Map<ModuleFacts, FileSwitches>();
  #arrivals: Arrivals | undefined;

  constructor(files: Iterable<ModuleFacts>, evaluator: Evaluator) {
    this.#files = files;
    this.#evaluator = evaluator;
  }

  startsIn(facts: ModuleFacts): readonly Start[] {
    return this.#of(facts).starts;
  }

  switchesIn(facts: ModuleFacts): readonly Switch[] {
    return this.#of(facts).switches;
  }

  /** How a call makes a greenlet, if it does. */
  startBy(index: number, facts: ModuleFacts): Start | undefined {
    const call = callAt(facts, index);
    const starter = this.#evaluator.starterOf(call, facts);
    if (starter === undefined) return undefined;
    return { facts, call, index, starter, runs: this.#evaluator.runsOf(call, facts) };
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
    return this.#all.starts.get(keyOf({ kind: 'function', facts, scope })) ?? [];
  }

  /** From where control may pass to a greenlet that runs a function. */
  switchesTo(facts: ModuleFacts, scope: number): readonly Switch[] {
    return this.#all.switches.get(keyOf({ kind: 'function', facts, scope })) ?? [];
  }

  /** What a greenlet may run. */
  runsOf(target: Value): Value[] {
    if (target.kind === 'greenlet') {
      const call = target.facts.calls[target.call];
      return call === undefined ? [] : this.#evaluator.runsOf(call, target.facts);
    }
    if (target.kind !== 'instance') return [];
    const { facts, scope } = target;
    return this.#evaluator
      .evaluate({ kind: 'attribute', of: { kind: 'class', scope }, name: 'run' }, facts)
      .filter(({ kind }) => kind === 'function');
  }

  #of(facts: ModuleFacts): FileSwitches {
    const known = this.#found.get(facts);
    if (known !== undefined) return known;
    const starts: Start[] = [];
    const switches: Switch[] = [];
    facts.calls.forEach((call, index) => {
      const start = this.startBy(index, facts);
      if (start !== undefined) starts.push(start);
      const found = this.switchBy(call, facts);
      if (found !== undefined) switches.push(found);
    });
    const found = { starts, switches };
    this.#found.set(facts, found);
    return found;
  }

  get #all(): Arrivals {
    if (this.#arrivals !== undefined) return this.#arrivals;
    const starts = new Map<string, Start[]>();
    const switches = new Map<string, Switch[]>();
    for (const facts of this.#files) {
      const found = this.#of(facts);
      for (const start of found.starts) {
        for (const run of start.runs) add(starts, keyOf(run), start);
      }
      for (const each of found.switches) {
        const runs = each.targets.flatMap(target => this.runsOf(target));
        for (const run of new Set(runs.map(keyOf))) add(switches, run, each);
      }
    }
    this.#arrivals = { starts, switches };
    return this.#arrivals;
  }

  #isGreenlet(value: Value): boolean {
    if (value.kind === 'instance') {
      return this.#evaluator.greenletClassOf(value.facts, value.scope) !== undefined;
    }
    return value.kind === 'greenlet' || value.kind === 'current' || value.kind === 'parent';
  }
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
