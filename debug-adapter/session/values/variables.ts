import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { isNativeFrame } from '../threads/nativeFrames.ts';
import { describeValue, describeVariable } from './values.ts';

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
