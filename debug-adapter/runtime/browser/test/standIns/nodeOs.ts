/** Stands in for `node:os`, as far as the runtime's tests use it: files of a page have no folder around them. */
export default { tmpdir: (): string => '' };
