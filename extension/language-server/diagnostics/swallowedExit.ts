import type { BroadHandler } from '../facts/moduleFacts.ts';
import * as l10n from '../l10n.ts';
import type { Finding, Fix, JudgedFile, Rule } from './rule.ts';

/** What lets others run, and may therefore be where GreenletExit is raised. */
const WAITING = new Set(['gevent.sleep', 'gevent.idle', 'eventlet.sleep']);

/** Clauses that catch GreenletExit and have the loop around them go on. */
export const swallowedExit: Rule = function* (file): Generator<Finding> {
  const { facts } = file;
  for (const handler of facts.broadHandlers) {
    if (!handler.isInLoop || handler.isLeft || !mayBeEnded(handler, file)) continue;
    yield {
      span: handler.span,
      message: l10n.t(
        'This catches GreenletExit, and the loop goes on: the greenlet cannot be ended. Catch `Exception`, or let GreenletExit pass.',
      ),
      fix: fixFor(handler),
    };
  }
};

function mayBeEnded({ tried, scope }: BroadHandler, { facts, index }: JudgedFile): boolean {
  const switches = new Set(index.graph.switchesIn(facts).map(({ call }) => call));
  return facts.calls.some(call => {
    if (call.scope !== scope || call.from < tried.from || call.to > tried.to) return false;
    if (switches.has(call)) return true;
    return WAITING.has(index.evaluator.libraryNameOf(call, facts) ?? '');
  });
}

function fixFor({ span, caughtName }: BroadHandler): Fix | undefined {
  const title = l10n.t('Catch `Exception`');
  if (caughtName === undefined) return { title, edits: [{ span, text: 'except Exception' }] };
  if (caughtName !== 'BaseException') return undefined;
  const from = span.from + 'except '.length;
  const name = { from, to: from + caughtName.length };
  return { title, edits: [{ span: name, text: 'Exception' }] };
}
