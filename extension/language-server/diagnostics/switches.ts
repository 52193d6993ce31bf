import { type Call, calleeSpan, type ModuleFacts } from '../facts/moduleFacts.ts';
import type { Switch } from '../index/switchGraph.ts';
import * as l10n from '../l10n.ts';
import { callAt, scopeAt, type Value } from '../values/values.ts';
import type { Finding, JudgedFile, Rule } from './rule.ts';

/** Functions that neither switch nor call what might. */
const HARMLESS = new Set(
  ['print', 'len', 'range', 'str', 'int', 'float', 'bool', 'repr', 'abs', 'min', 'max', 'sum'].map(
    name => `builtins.${name}`,
  ),
);

/** Switches of a function to the greenlet that runs it. */
export const switchToItself: Rule = function* ({ facts, index }): Generator<Finding> {
  for (const each of index.graph.switchesIn(facts)) {
    const { call, targets, kind } = each;
    const scope = scopeAt(facts, call.scope);
    if (kind !== 'switch' || scope.isAsync || scope.isGenerator) continue;
    const [target] = targets;
    if (targets.length !== 1 || target === undefined) continue;
    if (!isRunBy(target, each) || !isOfThisCall(call, facts)) continue;
    yield {
      span: calleeSpan(call),
      message: l10n.t(
        'This greenlet runs already: a switch to itself returns its argument, and nothing else happens.',
      ),
    };
  }
};

/** Whether a greenlet is the one that runs the scope of a switch, whatever else happens. */
function isRunBy(target: Value, { call, facts }: Switch): boolean {
  const scope = scopeAt(facts, call.scope);
  if (target.kind === 'current') return target.facts === facts && target.scope === call.scope;
  if (target.kind !== 'instance' || !scope.name.endsWith('.run')) return false;
  return target.facts === facts && target.scope === scope.parent;
}

/** Whether a greenlet is asked for at the switch, or by a name of the same function. */
function isOfThisCall({ callee, scope }: Call, facts: ModuleFacts): boolean {
  if (callee.kind !== 'attribute') return false;
  if (callee.of.kind === 'call') return true;
  return callee.of.kind === 'name' && scopeAt(facts, scope).bindings.has(callee.of.name);
}

/** Second switches to a greenlet that ends during the first. */
export const switchToFinished: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  const first = new Set<string>();
  for (const { call, targets } of index.graph.switchesIn(facts)) {
    const [target] = targets;
    if (targets.length !== 1 || target?.kind !== 'greenlet' || target.facts !== facts) continue;
    const start = callAt(facts, target.call);
    const { callee } = call;
    if (callee.kind !== 'attribute' || callee.of.kind !== 'name') continue;
    const isStraight = [call, start].every(
      each => !each.isConditional && each.scope === call.scope && each.block === call.block,
    );
    // What runs in between might change the name.
    const bound = scopeAt(facts, call.scope).bindings.get(callee.of.name);
    if (!isStraight || start.assignedTo !== callee.of.name || bound?.length !== 1) continue;
    if (call.caught.length > 0 || start.from > call.from) continue;
    const key = `${target.call}`;
    if (!first.has(key)) {
      first.add(key);
      continue;
    }
    if (!endsAtOnce(start, file)) continue;
    yield {
      span: calleeSpan(call),
      message: l10n.t(
        'This greenlet ended at its first switch: its function does not switch away. The switch goes to its parent.',
      ),
    };
  }
};

/** Whether nothing that a greenlet runs can switch away, so that its first switch ends it. */
function endsAtOnce(start: Call, { facts, index }: JudgedFile): boolean {
  const runs = index.evaluator.runsOf(start, facts);
  return (
    runs.length === 1 &&
    runs.every(run => {
      if (run.kind !== 'function' || scopeAt(run.facts, run.scope).isAsync) return false;
      return run.facts.calls
        .filter(({ scope }) => scope === run.scope)
        .every(call => {
          const name = index.evaluator.libraryNameOf(call, run.facts);
          return name !== undefined && HARMLESS.has(name);
        });
    })
  );
}

/** Switches in what a thread runs to a greenlet that was made elsewhere. */
export const switchFromThread: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  const inThreads = functionsOfThreads(file);
  if (inThreads.size === 0) return;
  for (const { call, targets } of index.graph.switchesIn(facts)) {
    if (!inThreads.has(call.scope) || targets.length === 0) continue;
    const areOthers = targets.every(
      target => target.kind === 'greenlet' && isMadeOutside(target.facts, target.call, call, facts),
    );
    if (!areOthers || isCalled(call.scope, file)) continue;
    yield {
      span: calleeSpan(call),
      message: l10n.t(
        'This function runs in a thread of its own, and the greenlet belongs to another: the switch raises greenlet.error. Make the greenlet in this thread.',
      ),
    };
  }
};

function isMadeOutside(of: ModuleFacts, made: number, call: Call, facts: ModuleFacts): boolean {
  if (of !== facts) return true;
  const start = callAt(of, made);
  // At the level of the module the main thread made it.
  return start.scope !== call.scope && scopeAt(of, start.scope).kind === 'module';
}

/** The functions of a file that it gives to threads, by their scopes. */
function functionsOfThreads({ facts, index }: JudgedFile): Set<number> {
  const scopes = new Set<number>();
  for (const call of facts.calls) {
    const name = index.evaluator.libraryNameOf(call, facts);
    const given =
      name === 'threading.Thread'
        ? (call.keywords.get('target') ?? call.args[1])
        : name === 'asyncio.to_thread' || name === 'concurrent.futures.ThreadPoolExecutor.submit'
          ? call.args[0]
          : undefined;
    if (given === undefined) continue;
    for (const value of index.evaluator.evaluate(given, facts)) {
      if (value.kind === 'function' && value.facts === facts) scopes.add(value.scope);
    }
  }
  return scopes;
}

/** Whether a function is also called as such. */
function isCalled(scope: number, { facts, index }: JudgedFile): boolean {
  const name = scopeAt(facts, scope).name.split('.').at(-1);
  return facts.calls.some(
    call =>
      call.name === name &&
      index.evaluator
        .evaluate(call.callee, facts)
        .some(value => value.kind === 'function' && value.scope === scope),
  );
}
