import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Scope } from '../../protocol/program.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { isNativeFrame } from '../threads/nativeFrames.ts';
import { describeValue, describeVariable } from './values.ts';

/** Where in the source a scope is. Clients look at the columns, too. */
function describeRange(
  session: Session,
  { path, line, endLine, endColumn }: NonNullable<Scope['range']>,
): Partial<DebugProtocol.Scope> {
  return {
    source: session.sources.describe(path, session.debuggee.paths),
    line: session.toClientLine(line),
    column: session.toClientColumn(1),
    endLine: session.toClientLine(endLine),
    endColumn: session.toClientColumn(endColumn),
  };
}

/** Scopes, and the variables in them. */
export function variableHandlers(session: Session): RequestHandlers {
  return {
    scopes: async ({ frameId }) => {
      if (isNativeFrame(frameId)) return { scopes: [] };
      const scopes = await session.debuggee.inspect('scopes', { frame: frameId });
      return {
        scopes: scopes.map(scope => ({
          name: scope.name,
          variablesReference: scope.reference,
          expensive: scope.isExpensive,
          ...(scope.range === undefined ? {} : describeRange(session, scope.range)),
          ...(scope.kind === 'locals' ? { presentationHint: 'locals' } : {}),
          ...(scope.kind === 'returned' ? { presentationHint: 'returnValue' } : {}),
        })),
      };
    },

    variables: async ({ variablesReference, filter, start, count, format }) => {
      const variables = await session.debuggee.inspect('variables', {
        reference: variablesReference,
        filter,
        start,
        count,
        isHexadecimal: format?.hex === true,
      });
      return { variables: variables.map(variable => describeVariable(session, variable)) };
    },

    setVariable: async ({ variablesReference, name, value, format }) => {
      const variable = await session.debuggee.inspect('setVariable', {
        reference: variablesReference,
        name,
        value,
        isHexadecimal: format?.hex === true,
      });
      session.memory.reportChange();
      return describeValue(session, variable);
    },
  };
}
