/** Names the file to which the suite writes each result, as a line of JSON. */
export const RESULTS_VARIABLE = 'WASIX_PYTHON_TEST_RESULTS';

/** How one test came out. */
export interface TestResult {
  readonly title: string;
  readonly milliseconds: number;
  /** What went wrong; absent when the test passed. */
  readonly failure?: string;
}
