import { wrongArgument } from '../errors.ts';
import { schemas } from './schemas.ts';

/**
 * The arguments of a request as the areas may take them: nobody else looks at what came.
 *
 * @throws DebugError with one sentence that names the argument.
 */
export function checkArguments(command: string, args: unknown): unknown {
  const input = args ?? {};
  const result = schemas.get(command)?.safeParse(input);
  const issue = result?.error?.issues[0];
  if (issue === undefined) return result?.data;
  throw wrongArgument(command, nameOf(issue.path), issue.message, valueAt(input, issue.path));
}

/** As it would be written in JavaScript: `breakpoints[0].line`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown>)[key], input);
}
