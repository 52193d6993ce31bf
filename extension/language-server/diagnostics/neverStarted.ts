import { calleeSpan, type ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import type { Start } from '../index/switchGraph.ts';
import * as l10n from '../l10n.ts';
import { scopeAt } from '../values/values.ts';
import type { Finding, Rule } from './rule.ts';

/** Greenlets that nobody can start, since nobody has them. */
export const neverStarted: Rule = function* ({ facts, index }): Generator<Finding> {
  for (const { call, starter } of index.graph.startsIn(facts)) {
    if (starter.begins === 'soon' || ofOwnClass({ call, facts }, index)) continue;
    const name = call.assignedTo;
    const isLost =
      call.isStatement || (name !== undefined && !isUsed(name, call.scope, facts, index));
    if (!isLost) continue;
    const method = starter.begins === 'start' ? 'start' : 'switch';
    const dropped = call.isStatement
      ? {
          title: l10n.t('Start it'),
          edits: [{ span: { from: call.to, to: call.to }, text: `.${method}()` }],
        }
      : undefined;
    yield {
      span: calleeSpan(call),
      message: l10n.t('This greenlet never runs: nothing calls its `{0}`.', method),
      fix: dropped,
    };
  }
};

/** A class of the program may start its objects by itself. */
function ofOwnClass({ call, facts }: Pick<Start, 'call' | 'facts'>, index: ModuleIndex): boolean {
  return index.evaluator.evaluate(call.callee, facts).some(({ kind }) => kind === 'class');
}

function isUsed(name: string, scope: number, facts: ModuleFacts, index: ModuleIndex): boolean {
  const owner = scopeAt(facts, scope);
  // What others can reach may be started by files that are not in the workspace.
  if (owner.kind === 'class' || owner.foreignNames.has(name)) return true;
  if (owner.kind === 'module' && (isImported(facts, index) || owner.bindings.has('__all__')))
    return true;
  return facts.scopes.some(
    ({ reads, span }) =>
      reads.has(name) && span.from >= owner.span.from && span.to <= owner.span.to,
  );
}

function isImported(facts: ModuleFacts, index: ModuleIndex): boolean {
  for (const other of index.files) {
    if (other === facts) continue;
    if (other.imports.some(({ module }) => index.find(module, other) === facts)) return true;
  }
  return facts.uri.endsWith('/__init__.py');
}
