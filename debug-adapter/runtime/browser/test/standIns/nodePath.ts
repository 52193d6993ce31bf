/** Stands in for `node:path`, as far as the runtime's tests use it. */
export default {
  join: (...parts: readonly string[]): string => parts.filter(part => part !== '').join('/'),
};
