/** Stands in for `node:assert/strict`, as far as the runtime's tests use it. */

/** What an error has to be: that one or one like it, of that class, with that message, or with those properties. */
type Expected =
  | RegExp
  | Error
  | (new (
      ...args: never[]
    ) => Error)
  | Readonly<Record<string, unknown>>;

function fail(what: string): never {
  throw new Error(what);
}

function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) fail(message ?? `${show(actual)} is not ${show(expected)}`);
}

function notEqual(actual: unknown, other: unknown): void {
  if (Object.is(actual, other)) fail(`${show(actual)} was not to be`);
}

function ok(value: unknown, message?: string): asserts value {
  if (!value) fail(message ?? `${show(value)} is not true`);
}

function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) fail(`${show(text)} does not match ${pattern}`);
}

function deepEqual(actual: unknown, expected: unknown): void {
  if (!isDeepEqual(actual, expected)) fail(`${show(actual)} is not ${show(expected)}`);
}

function throws(action: () => unknown, expected: Expected): void {
  let error: unknown;
  try {
    action();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) fail('nothing was thrown');
  if (!isAsExpected(error, expected)) throw error;
}

async function rejects(
  action: Promise<unknown> | (() => Promise<unknown>),
  expected: Expected,
): Promise<void> {
  const outcome = await Promise.allSettled([typeof action === 'function' ? action() : action]);
  throws(() => {
    if (outcome[0].status === 'rejected') throw outcome[0].reason;
  }, expected);
}

function isAsExpected(error: unknown, expected: Expected): boolean {
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') return error instanceof expected;
  const { name, message } = expected;
  const given = error as Error;
  return (name === undefined || given.name === name) && given.message === message;
}

function isDeepEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  if (one instanceof Map || one instanceof Set) {
    return isDeepEqual([...one], [...(other as Iterable<unknown>)]);
  }
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  const propertyOf = (object: object, key: string): unknown =>
    (object as Record<string, unknown>)[key];
  return (
    keys.length === others.length &&
    keys.every(key => key in other && isDeepEqual(propertyOf(one, key), propertyOf(other, key)))
  );
}

function show(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part)) ??
    'undefined'
  );
}

export default { deepEqual, equal, match, notEqual, ok, rejects, throws };
