import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver-protocol';
import type { ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import { keyOf, scopeAt } from '../values/values.ts';
import { functionNamedAt, placeName, runningScope, shownName } from './places.ts';
import { type FunctionValue, functionsAt, functionsOf, type Query } from './symbols.ts';

/** A function at one end, and where it is joined to the other one. */
interface Joint {
  readonly item: CallHierarchyItem;
  readonly ranges: Range[];
}

/** Joints by their functions, each of which has one. */
class Joints {
  readonly #joints = new Map<string, Joint>();

  get all(): Joint[] {
    return [...this.#joints.values()];
  }

  add(facts: ModuleFacts, scope: number, range: Range): void {
    const key = keyOf({ kind: 'function', facts, scope });
    const joint = this.#joints.get(key) ?? { item: itemOf(facts, scope), ranges: [] };
    joint.ranges.push(range);
    this.#joints.set(key, joint);
  }
}

/** The functions at a place, as items of a hierarchy. */
export function prepareCallHierarchy(query: Query): CallHierarchyItem[] {
  return functionsAt(query).map(({ facts, scope }) => itemOf(facts, scope));
}

/** Who starts a function as a greenlet, or switches to one that runs it. */
export function incomingCalls(
  item: CallHierarchyItem,
  index: ModuleIndex,
): CallHierarchyIncomingCall[] {
  const called = functionOf(item, index);
  if (called === undefined) return [];
  const { graph } = index;
  const joints = new Joints();
  for (const { facts, call } of [
    ...graph.startsOf(called.facts, called.scope),
    ...graph.switchesTo(called.facts, called.scope),
  ]) {
    joints.add(facts, runningScope(facts, call.scope), facts.lines.rangeOf(call.nameSpan));
  }
  return joints.all.map(({ item: from, ranges: fromRanges }) => ({ from, fromRanges }));
}

/** What a function starts as greenlets, and what those run that it switches to. */
export function outgoingCalls(
  item: CallHierarchyItem,
  index: ModuleIndex,
): CallHierarchyOutgoingCall[] {
  const calling = functionOf(item, index);
  if (calling === undefined) return [];
  const { facts, scope } = calling;
  const { graph } = index;
  const departures = [
    ...graph.startsIn(facts).map(({ call, runs }) => ({ call, runs })),
    ...graph.switchesIn(facts).map(({ call, targets }) => ({
      call,
      runs: targets.flatMap(target => graph.runsOf(target)),
    })),
  ];
  const joints = new Joints();
  for (const { call, runs } of departures) {
    if (runningScope(facts, call.scope) !== scope) continue;
    for (const run of functionsOf(runs)) {
      joints.add(run.facts, run.scope, facts.lines.rangeOf(call.nameSpan));
    }
  }
  return joints.all.map(({ item: to, ranges: fromRanges }) => ({ to, fromRanges }));
}

function itemOf(facts: ModuleFacts, scope: number): CallHierarchyItem {
  const described = scopeAt(facts, scope);
  const { span, nameSpan, kind } = described;
  return {
    name: shownName(described),
    detail: placeName(facts, nameSpan),
    kind: kind === 'module' ? SymbolKind.Module : SymbolKind.Function,
    uri: facts.uri,
    range: facts.lines.rangeOf(span),
    selectionRange: facts.lines.rangeOf(nameSpan),
  };
}

/** The function that an item is about, in its file as that is now. */
function functionOf(
  { uri, kind, selectionRange }: CallHierarchyItem,
  index: ModuleIndex,
): FunctionValue | undefined {
  const facts = index.get(uri);
  if (facts === undefined) return undefined;
  const isModule = kind === SymbolKind.Module;
  const scope = isModule ? 0 : functionNamedAt(facts, facts.lines.offsetAt(selectionRange.start));
  return scope === undefined ? undefined : { kind: 'function', facts, scope };
}
