import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Variable } from '../../protocol/program.ts';
import type { Session } from '../session.ts';

/** The kinds of DAP, by the agent's. */
const KINDS = {
  special: 'data',
  protected: 'data',
  data: 'data',
  function: 'method',
  class: 'class',
  property: 'property',
} as const;

/** A value as clients show it, which variables and results of expressions have in common. */
type Value = Pick<
  DebugProtocol.Variable,
  | 'value'
  | 'type'
  | 'presentationHint'
  | 'variablesReference'
  | 'indexedVariables'
  | 'namedVariables'
  | 'memoryReference'
  | 'valueLocationReference'
>;

/** Describes a value for the client. */
export function describeValue(session: Session, variable: Variable): Value {
  const { value, type, reference, indexedCount, namedCount, declaration, memory } = variable;
  const hint = presentationHint(variable);
  return {
    value,
    type,
    variablesReference: reference,
    ...(hint === undefined ? {} : { presentationHint: hint }),
    ...(indexedCount === undefined ? {} : { indexedVariables: indexedCount }),
    ...(namedCount === undefined ? {} : { namedVariables: namedCount }),
    ...(memory === undefined ? {} : { memoryReference: session.memory.reference(memory) }),
    ...(declaration === undefined
      ? {}
      : { valueLocationReference: session.locations.reference(declaration) }),
  };
}

function presentationHint({
  kind,
  isLazy,
}: Variable): DebugProtocol.VariablePresentationHint | undefined {
  if (kind === undefined) return undefined;
  return {
    kind: KINDS[kind],
    ...(kind === 'protected' ? { visibility: 'protected' } : {}),
    ...(isLazy === true ? { lazy: true } : {}),
  };
}

/** Describes a variable for the client. */
export function describeVariable(session: Session, variable: Variable): DebugProtocol.Variable {
  const { name, evaluateName } = variable;
  return {
    name,
    ...describeValue(session, variable),
    ...(evaluateName === undefined ? {} : { evaluateName }),
  };
}

/** The result of an expression: what a variable calls its value. */
export function describeResult(
  session: Session,
  variable: Variable,
): DebugProtocol.EvaluateResponse['body'] {
  const { value, ...rest } = describeValue(session, variable);
  return { result: value, ...rest };
}
