import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Commands } from '../../protocol/messages.ts';
import type { Completion } from '../../protocol/program.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { describeResult, describeValue } from './values.ts';

type EvaluationContext = Commands['evaluate']['args']['context'];

const CONTEXTS: Readonly<Record<string, EvaluationContext>> = {
  hover: 'hover',
  repl: 'console',
  clipboard: 'clipboard',
};

/** What the agent tells of a completion, in DAP's words. */
const COMPLETION_TYPES: Readonly<Record<Completion['kind'], DebugProtocol.CompletionItemType>> = {
  keyword: 'keyword',
  function: 'function',
  class: 'class',
  module: 'module',
  variable: 'variable',
  property: 'property',
  field: 'field',
  value: 'value',
};

/** Expressions and statements of the user's. */
export function evaluationHandlers(session: Session): RequestHandlers {
  return {
    evaluate: async ({ expression, frameId, context = 'watch', format }) => {
      const agentContext = CONTEXTS[context] ?? 'watch';
      const result = await session.debuggee.inspect('evaluate', {
        expression,
        frame: frameId,
        context: agentContext,
        isHexadecimal: format?.hex === true,
      });
      if (agentContext === 'console') reportSideEffects(session);
      return describeResult(session, result);
    },

    setExpression: async ({ expression, value, frameId, format }) => {
      const result = await session.debuggee.inspect('setExpression', {
        expression,
        value,
        frame: frameId,
        isHexadecimal: format?.hex === true,
      });
      reportSideEffects(session);
      return describeValue(session, result);
    },

    completions: async ({ text, column, line = session.toClientLine(1), frameId }) => {
      const lines = text.split('\n');
      const current = lines[session.fromClientLine(line) - 1] ?? '';
      const typed = current.slice(0, Math.max(session.fromClientColumn(column) - 1, 0));
      const completions = await session.debuggee.inspect('completions', {
        text: typed,
        frame: frameId,
      });
      return {
        targets: completions.map(({ label, kind, length }) => ({
          label,
          type: COMPLETION_TYPES[kind],
          start: session.toClientColumn(typed.length - length + 1),
          length,
        })),
      };
    },
  };
}

/** What the user ran may have changed anything: variables, and who has switched to whom. */
function reportSideEffects(session: Session): void {
  session.memory.reportChange();
  if (session.client.supportsInvalidatedEvent) {
    session.emit('invalidated', { areas: ['threads', 'stacks', 'variables'] });
  }
}
