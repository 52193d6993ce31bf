import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import type { Start, Switch } from '../index/switchGraph.ts';
import { unique, type Value } from '../values/values.ts';
import { contains, functionNamedAt } from './places.ts';

/** A file, a place in it, and the files around it. */
export interface Query {
  readonly facts: ModuleFacts;
  readonly offset: number;
  readonly index: ModuleIndex;
}

/** A function of the program, as greenlets run it. */
export type FunctionValue = Extract<Value, { readonly scope: number }>;

/** The switch whose name stands at a place. */
export function switchAt(query: Query): Switch | undefined {
  const { facts, index } = query;
  const call = callAt(query);
  return call && index.graph.switchBy(call, facts);
}

/** The making of a greenlet whose name stands at a place. */
export function startAt(query: Query): Start | undefined {
  const { facts, index } = query;
  const call = callAt(query);
  return call && index.graph.startBy(call, facts);
}

/** The call whose name stands at a place. */
function callAt({ facts, offset }: Query): Call | undefined {
  return facts.calls.find(({ nameSpan }) => contains(nameSpan, offset));
}

/** The functions that stand at a place: by name, or as what a switch or a start leads to. */
export function functionsAt(query: Query): FunctionValue[] {
  const { facts, offset, index } = query;
  const named = functionNamedAt(facts, offset);
  if (named !== undefined) return [{ kind: 'function', facts, scope: named }];
  const found = switchAt(query);
  if (found !== undefined)
    return functionsOf(found.targets.flatMap(each => index.graph.runsOf(each)));
  return functionsOf(startAt(query)?.runs ?? []);
}

/** Those of some values that are functions, each once. */
export function functionsOf(values: readonly Value[]): FunctionValue[] {
  return unique([...values]).filter((value): value is FunctionValue => value.kind === 'function');
}
