import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Variable } from '../protocol/messages.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** Scopes, variables, and expressions: all that shows values. */
export function variableHandlers(session: Session): RequestHandlers {
  return {
    scopes: async ({ frameId }) => {
      const scopes = await session.debuggee.inspect('scopes', { frame: frameId });
      return {
        scopes: scopes.map(scope => ({
          name: scope.name,
          variablesReference: scope.reference,
          expensive: scope.isExpensive,
          ...(scope.kind === 'locals' ? { presentationHint: 'locals' } : {}),
        })),
      };
    },

    variables: async ({ variablesReference, filter, start, count }) => {
      const variables = await session.debuggee.inspect('variables', {
        reference: variablesReference,
        filter,
        start,
        count,
      });
      return { variables: variables.map(describeVariable) };
    },

    setVariable: async ({ variablesReference, name, value }) => {
      const variable = await session.debuggee.inspect('setVariable', {
        reference: variablesReference,
        name,
        value,
      });
      return describeValue(variable);
    },

    evaluate: async ({ expression, frameId, context }) => {
      const result = await session.debuggee.inspect('evaluate', {
        expression,
        frame: frameId,
        isConsole: context === 'repl',
      });
      const { value, ...rest } = describeValue(result);
      return { result: value, ...rest };
    },
  };
}

function describeVariable(variable: Variable): DebugProtocol.Variable {
  const { name, evaluateName } = variable;
  return {
    name,
    ...describeValue(variable),
    ...(evaluateName === undefined ? {} : { evaluateName }),
  };
}

function describeValue({ value, type, reference, indexedCount, namedCount }: Variable) {
  return {
    value,
    type,
    variablesReference: reference,
    ...(indexedCount === undefined ? {} : { indexedVariables: indexedCount }),
    ...(namedCount === undefined ? {} : { namedVariables: namedCount }),
  };
}
