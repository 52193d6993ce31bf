/** The suites of the tests in a browser; what is in none of them is of the runtime. */
export const SUITES = {
  adapter: 'a debug adapter in a web worker',
  extension: 'the extension in VS Code',
} as const;
