import type { DebugProtocol } from '@vscode/debugprotocol';
import type { EventFilter, FilterName } from '../../protocol/breakpoints.ts';

const EXCEPTION_CONDITION =
  'An expression in the frame that raised it, where `exception` is the exception: `exception.args[0] == 404`.';

function exceptionFilter(
  filter: FilterName,
  label: string,
  description: string,
  isDefault = false,
): DebugProtocol.ExceptionBreakpointsFilter {
  return {
    filter,
    label,
    description,
    default: isDefault,
    supportsCondition: true,
    conditionDescription: EXCEPTION_CONDITION,
  };
}

/** The filters that a client offers beside breakpoints. */
export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = [
  exceptionFilter('raised', 'Raised Exceptions', 'Stop wherever an exception is raised.'),
  exceptionFilter(
    'uncaught',
    'Uncaught Exceptions',
    'Stop when an exception is about to end the program.',
    true,
  ),
  exceptionFilter(
    'userUnhandled',
    'User Uncaught Exceptions',
    'Stop when an exception leaves your code for that of a library.',
  ),
  exceptionFilter(
    'crossing',
    'Exceptions That Leave a Greenlet',
    'Stop when an exception is about to end a greenlet and to be raised in its parent.',
  ),
  {
    filter: 'switch',
    label: 'Greenlet Switches',
    description: 'Stop wherever control passes from one greenlet to another.',
    default: false,
    supportsCondition: true,
    conditionDescription:
      "An expression about `origin` and `target` (each with `name`, `context`, `state`, `parent`, `greenlet`) and `event` ('switch' or 'throw'): `target.name == 'worker'`.",
  },
];

const MODES: Record<DebugProtocol.ExceptionBreakMode, FilterName | undefined> = {
  never: undefined,
  always: 'raised',
  unhandled: 'uncaught',
  userUnhandled: 'userUnhandled',
};

/**
 * The filters that a client's exception options amount to. The last segment of a
 * path names classes; the first, if there are more, is the category of them all.
 */
export function fromExceptionOptions(
  options: readonly DebugProtocol.ExceptionOptions[],
): EventFilter[] {
  return options.flatMap(({ path = [], breakMode }) => {
    const filter = MODES[breakMode];
    if (filter === undefined) return [];
    const last = path.length > 1 ? path.at(-1) : undefined;
    return [{ filter, ...(last === undefined || last.negate ? {} : { types: last.names }) }];
  });
}
