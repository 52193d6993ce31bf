import type { ModuleFacts } from '../facts/moduleFacts.ts';
import type { Suspension } from '../suspensions.ts';
import { scopeAt } from '../values/values.ts';
import { contains } from './places.ts';

/** How many continuations are named. */
const MOST_NAMED = 3;

/** The sign for a pause, as text: without the selector some systems show a coloured picture. */
const SIGN = '⏸\uFE0E';

/**
 * Who is suspended in which function, by the numbers of functions.
 *
 * @param isShown whether a function is one that is asked for; else it is the one around it.
 */
export function suspendedIn(
  facts: ModuleFacts,
  suspensions: readonly Suspension[],
  isShown: (scope: number) => boolean,
): Map<number, Suspension[]> {
  const found = new Map<number, Suspension[]>();
  for (const suspension of suspensions) {
    if (suspension.uri !== facts.uri) continue;
    let scope: number | undefined = functionAround(facts, suspension.line);
    while (scope !== undefined && !isShown(scope)) scope = scopeAt(facts, scope).parent;
    if (scope !== undefined) found.set(scope, [...(found.get(scope) ?? []), suspension]);
  }
  return found;
}

/** The innermost function that a line is in. */
function functionAround({ lines, scopes }: ModuleFacts, line: number): number | undefined {
  return scopes.findLast(({ kind, span }) => {
    const { start, end } = lines.rangeOf(span);
    return kind === 'function' && contains({ from: start.line, to: end.line }, line);
  })?.number;
}

/** `⏸ g1, g7`, and a command that goes there, or has one chosen. */
export function suspendedCommand(suspensions: readonly Suspension[]) {
  const first = suspensions.flatMap(each => each.first);
  const count = suspensions.reduce((sum, each) => sum + each.count, 0);
  const names = first.slice(0, MOST_NAMED).map(({ label }) => shortName(label));
  const isAll = count === names.length;
  const named = isAll ? names.join(', ') : `${names.join(', ')}, … ×${count.toLocaleString('en')}`;
  return {
    title: `${SIGN} ${named}`,
    command: 'wasixPython.showContinuation',
    // Without a list it offers all that there are.
    arguments: count === 1 ? [first[0]?.threadId] : count === first.length ? [first] : [],
  };
}

/** `g3` of `worker (g3)`: what it runs is told by where it is shown. */
function shortName(label: string): string {
  return / \((?<id>[^()]+)\)$/.exec(label)?.groups?.id ?? label;
}
