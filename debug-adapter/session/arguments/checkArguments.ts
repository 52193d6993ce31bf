import type * as z from 'zod';
import { unknownField, wrongArgument } from '../errors.ts';
import { schemas } from './schemas.ts';

/**
 * The arguments of a request as the areas may take them: nobody else looks at what came.
 *
 * @throws DebugError with one sentence that names the argument.
 */
export function checkArguments(command: string, args: unknown): unknown {
  const schema = schemas.get(command);
  return schema && checkBy(schema, command, args ?? {});
}

/**
 * The same by a schema whose messages say what an argument must be.
 *
 * @param name of what the arguments are for.
 */
export function checkBy(schema: z.ZodType, name: string, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    throw unknownField(name, nameOf(path), issue.keys[0] as string);
  }
  throw wrongArgument(name, nameOf(path), message, valueAt(input, path));
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
