/**
 * Waits for something, but not for ever.
 *
 * @throws Error that names `what` when it takes longer than the limit, in milliseconds.
 */
export async function withDeadline<Value>(
  what: string,
  limit: number,
  promise: Promise<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
