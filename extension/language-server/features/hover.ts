import { type Hover, MarkupKind } from 'vscode-languageserver-protocol';
import type { ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import type { Start, Switch } from '../index/switchGraph.ts';
import * as l10n from '../l10n.ts';
import { callAt, keyOf, scopeAt, type Value } from '../values/values.ts';
import { placeLink, runningScope, shownName } from './places.ts';
import { functionsOf, type Query, startAt, switchAt } from './symbols.ts';

/** How many places of a kind are listed. */
const LISTED = 8;

/** What a switch, or the making of a greenlet, leads to. */
export function hover(query: Query): Hover | undefined {
  const { facts, index } = query;
  const found = switchAt(query);
  const start = found === undefined ? startAt(query) : undefined;
  const lines =
    found !== undefined
      ? describeSwitch(found, index)
      : start !== undefined
        ? describeStart(start, index)
        : undefined;
  const call = (found ?? start)?.call;
  if (lines === undefined || call === undefined) return undefined;
  return {
    contents: { kind: MarkupKind.Markdown, value: lines.join('\n\n') },
    range: facts.lines.rangeOf(call.nameSpan),
  };
}

function describeSwitch(found: Switch, index: ModuleIndex): string[] {
  const { call, kind, targets, facts } = found;
  if (kind === 'await') {
    return [
      l10n.t('**Waits** in the greenlet that called this one; the event loop runs meanwhile.'),
      ...given(call.argumentText, l10n.t('Awaited there')),
      l10n.t('Control comes back here with the result.'),
    ];
  }
  const isOne = targets.length === 1;
  const thrown = isOne
    ? l10n.t('**Throws** into this one, which gets control:')
    : l10n.t('**Throws** into one of these, which gets control:');
  const switched = isOne ? l10n.t('**Switches** to:') : l10n.t('**Switches** to one of these:');
  const head = kind === 'throw' ? thrown : switched;
  const unknown = l10n.t('**Switches** to a greenlet that the source does not tell.');
  const listed = list(targets.map(target => describeTarget(target, index)));
  return [
    ...(targets.length === 0 ? [unknown] : [`${head}\n\n${listed}`]),
    ...given(call.argumentText, kind === 'throw' ? l10n.t('Thrown') : l10n.t('Given to it')),
    ...returns(facts, call.scope, targets, index),
  ];
}

function describeTarget(target: Value, index: ModuleIndex): string {
  switch (target.kind) {
    case 'greenlet': {
      const call = callAt(target.facts, target.call);
      const names = runNames(index.graph.runsOf(target));
      return l10n.t('{0}, made at {1}', names, placeLink(target.facts, call));
    }
    case 'instance': {
      const scope = scopeAt(target.facts, target.scope);
      return l10n.t('a `{0}`, see {1}', scope.name, placeLink(target.facts, scope.nameSpan));
    }
    case 'current': {
      const scope = scopeAt(target.facts, target.scope);
      return l10n.t('the greenlet that runs `{0}`', shownName(scope));
    }
    case 'parent':
      return l10n.t('the parent of: {0}', describeTarget(target.of, index));
    default:
      return '';
  }
}

/** From where control comes back to a greenlet that has switched away. */
function returns(
  facts: ModuleFacts,
  from: number,
  targets: readonly Value[],
  index: ModuleIndex,
): string[] {
  const scope = runningScope(facts, from);
  const { graph } = index;
  const isMain = scopeAt(facts, scope).kind === 'module';
  const switches = isMain ? switchesToMain(facts, index) : graph.switchesTo(facts, scope);
  const places = switches.map(each => placeLink(each.facts, each.call.nameSpan));
  const ending = targets.filter(
    target => target.kind === 'greenlet' && endsIn(target, facts, scope),
  );
  const ends = functionsOf(ending.flatMap(target => graph.runsOf(target))).map(run =>
    l10n.t('the end of {0}', runNames([run])),
  );
  const all = [...new Set([...places, ...ends])];
  return all.length === 0 ? [] : [`${l10n.t('Control comes back here from:')}\n\n${list(all)}`];
}

/** Switches to the greenlet of a module's own statements, by what `getcurrent` gave there. */
function switchesToMain(facts: ModuleFacts, index: ModuleIndex): Switch[] {
  const main = keyOf({ kind: 'current', facts, scope: 0 });
  return [...index.files].flatMap(file =>
    index.graph
      .switchesIn(file)
      .filter(({ targets }) => targets.some(target => isMain(target, main, facts))),
  );
}

function isMain(target: Value, main: string, facts: ModuleFacts): boolean {
  if (target.kind === 'current') return keyOf(target) === main;
  // A greenlet that the module makes has the module's as its parent.
  return target.kind === 'parent' && target.of.kind === 'greenlet'
    ? target.of.facts === facts && callAt(facts, target.of.call).scope === 0
    : false;
}

/** Whether the parent of a greenlet is the one that runs a scope: that made it there. */
function endsIn(target: Value, facts: ModuleFacts, scope: number): boolean {
  if (target.kind !== 'greenlet' || target.facts !== facts) return false;
  const call = callAt(facts, target.call);
  const hasOther = call.keywords.has('parent') || call.args.length > 1;
  return !hasOther && runningScope(facts, call.scope) === scope;
}

function describeStart({ call, starter, runs, facts }: Start, index: ModuleIndex): string[] {
  const begins = {
    switch: l10n.t('It begins when it is first switched to.'),
    start: l10n.t('It begins soon after its `start` is called.'),
    soon: l10n.t('It begins by itself, when others wait.'),
  }[starter.begins];
  const switches = functionsOf(runs).flatMap(run => index.graph.switchesTo(run.facts, run.scope));
  const places = [...new Set(switches.map(each => placeLink(each.facts, each.call.nameSpan)))];
  const parent = call.keywordTexts.get('parent');
  const ends =
    starter.begins !== 'switch'
      ? []
      : parent === undefined
        ? [
            l10n.t(
              'It ends in the greenlet that makes it, which runs `{0}`.',
              shownName(scopeAt(facts, runningScope(facts, call.scope))),
            ),
          ]
        : [l10n.t('It ends in `{0}`.', parent)];
  return [
    `${l10n.t('**Greenlet** that runs {0}.', runNames(runs))} ${begins}`,
    ...ends,
    ...(places.length === 0 ? [] : [`${l10n.t('Switched to from:')}\n\n${list(places)}`]),
  ];
}

/** The functions that a greenlet may run, by name and place. */
function runNames(runs: readonly Value[]): string {
  const names = runs.map(run => {
    if (run.kind === 'function') {
      const scope = scopeAt(run.facts, run.scope);
      return `\`${scope.name}\` (${placeLink(run.facts, scope.nameSpan)})`;
    }
    return run.kind === 'library' ? `\`${run.name.replace(/^builtins\./, '')}\`` : '';
  });
  const known = names.filter(name => name !== '');
  return known.length === 0 ? l10n.t('a function that the source does not tell') : known.join(', ');
}

function given(text: string, title: string): string[] {
  return text === '' ? [] : [`${title}: \`${text}\``];
}

function list(items: readonly string[]): string {
  const shown = items.slice(0, LISTED).map(item => `- ${item}`);
  const left = items.length - shown.length;
  if (left > 0) shown.push(`- ${l10n.t('and {0} more', String(left))}`);
  return shown.join('\n');
}
