import type { Location } from 'vscode-languageserver-protocol';
import { callAt, scopeAt } from '../values/values.ts';
import { locationOf } from './places.ts';
import {
  type FunctionValue,
  functionsAt,
  functionsOf,
  type Query,
  startAt,
  switchAt,
} from './symbols.ts';

/** What a switch leads to, or a start runs: its functions, or where the greenlets are made. */
export function definitions(query: Query): Location[] {
  const found = switchAt(query);
  const { graph } = query.index;
  if (found === undefined) {
    return functionsOf(startAt(query)?.runs ?? []).map(nameOf);
  }
  return found.targets.flatMap(target => {
    const runs = functionsOf(graph.runsOf(target));
    if (runs.length > 0) return runs.map(nameOf);
    if (target.kind === 'greenlet') {
      return [locationOf(target.facts, callAt(target.facts, target.call))];
    }
    if (target.kind !== 'current') return [];
    return [nameOf(target)];
  });
}

/** Where a function, or the module, has its name. */
function nameOf({ facts, scope }: Pick<FunctionValue, 'facts' | 'scope'>): Location {
  return locationOf(facts, scopeAt(facts, scope).nameSpan);
}

/** Where the functions at a place are started as greenlets, and switched to. */
export function references(query: Query): Location[] {
  const { graph } = query.index;
  return functionsAt(query).flatMap(({ facts, scope }) => [
    ...graph.startsOf(facts, scope).map(start => locationOf(start.facts, start.call.nameSpan)),
    ...graph.switchesTo(facts, scope).map(each => locationOf(each.facts, each.call.nameSpan)),
  ]);
}
