import v8 from 'node:v8';

/**
 * One of V8's functions for its tests (`%name`); undefined where they cannot be called.
 *
 * @typeParam Type what it takes and gives, which is for the caller to know.
 */
export function intrinsic<Type extends (...args: never[]) => unknown>(
  name: string,
  parameters: readonly string[] = [],
): Type | undefined {
  v8.setFlagsFromString('--allow-natives-syntax');
  try {
    return new Function(...parameters, `return %${name}(${parameters.join(', ')})`) as never;
  } catch {
    return undefined;
  } finally {
    v8.setFlagsFromString('--no-allow-natives-syntax');
  }
}
