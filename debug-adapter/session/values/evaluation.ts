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
      const switches = session.debuggee.switches.total;
      const result = await session.debuggee.inspect('evaluate', {
        expression,
        frame: frameId,
        context: agentContext,
        isHexadecimal: format?.hex === true,
      });
      if (agentContext === 'console') reportSideEffects(session, switches);
      return describeResult(session, result);
    },

    setExpression: async ({ expression, value, frameId, format }) => {
      const switches = session.debuggee.switches.total;
      const result = await session.debuggee.inspect('setExpression', {
        expression,
        value,
        frame: frameId,
        isHexadecimal: format?.hex === true,
      });
      reportSideEffects(session, switches);
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
        targets: completions.map(({ label, kind, length }, index) => ({
          label,
          // Clients sort by the labels, and would begin with those of the language.
          sortText: String(index).padStart(4, '0'),
          type: COMPLETION_TYPES[kind],
          start: session.toClientColumn(typed.length - length + 1),
          length,
        })),
      };
    },
  };
}

/**
 * What the user ran may have changed any variable. Stacks are what they were, unless it has
 * switched: a client that asks for them again leaves the frame that the user looks at.
 *
 * @param switches how many switches there had been before.
 */
function reportSideEffects(session: Session, switches: number): void {
  session.memory.reportChange();
  if (!session.client.supportsInvalidatedEvent) return;
  const hasSwitched = session.debuggee.switches.total !== switches;
  const areas = hasSwitched ? ['threads', 'stacks', 'variables'] : ['variables'];
  session.emit('invalidated', { areas });
}
