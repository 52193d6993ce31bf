import type { CodeLens, Location } from 'vscode-languageserver-protocol';
import type { Call, ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import * as l10n from '../l10n.ts';
import type { Suspension } from '../suspensions.ts';
import { locationOf, placeName } from './places.ts';
import { suspendedCommand, suspendedIn } from './suspensionLens.ts';

/** The command of the client that shows some places: a URI, a position in it, and locations. */
const SHOW_PLACES = 'wasixPython.showPlaces';

/** A call somewhere. */
interface CallPlace {
  readonly facts: ModuleFacts;
  readonly call: Call;
}

/**
 * Above each function that greenlets run: where they are started, and switched to, and who is
 * suspended in it. The latter is told nowhere else: a lens in a line of its own that comes and goes
 * with each stop would move the text beneath.
 */
export function codeLenses(
  facts: ModuleFacts,
  index: ModuleIndex,
  suspensions: readonly Suspension[] = [],
): CodeLens[] {
  const { graph } = index;
  const suspended = suspendedIn(
    facts,
    suspensions,
    scope => graph.startsOf(facts, scope).length > 0 || graph.switchesTo(facts, scope).length > 0,
  );
  return facts.scopes.flatMap(({ kind, nameSpan, number: scope }) => {
    if (kind !== 'function') return [];
    const starts = graph.startsOf(facts, scope);
    const switches = graph.switchesTo(facts, scope);
    const range = facts.lines.rangeOf(nameSpan);
    const lens = (title: string, places: readonly CallPlace[]): CodeLens => {
      const locations: Location[] = places.map(each => locationOf(each.facts, each.call.nameSpan));
      const command = {
        title,
        command: SHOW_PLACES,
        arguments: [facts.uri, range.start, locations],
      };
      return { range, command };
    };
    const here = suspended.get(scope);
    return [
      ...(here === undefined ? [] : [{ range, command: suspendedCommand(here) }]),
      ...(starts.length === 0 ? [] : [lens(startedFrom(starts), starts)]),
      ...(switches.length === 0 ? [] : [lens(switchedToFrom(switches), switches)]),
    ];
  });
}

function startedFrom(places: readonly CallPlace[]): string {
  const [first] = places;
  return places.length === 1 && first !== undefined
    ? l10n.t('started from {0}', placeName(first.facts, first.call))
    : l10n.t('started from {0} places', String(places.length));
}

function switchedToFrom(places: readonly CallPlace[]): string {
  const [first] = places;
  return places.length === 1 && first !== undefined
    ? l10n.t('switched to from {0}', placeName(first.facts, first.call))
    : l10n.t('switched to from {0} places', String(places.length));
}
