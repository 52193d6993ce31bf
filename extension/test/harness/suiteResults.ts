import { existsSync, readFileSync } from 'node:fs';
import type { TestResult } from '../suite/results.ts';
import type { Report } from './report.ts';

/**
 * Adds the results that the suite has written to a file.
 *
 * @returns whether one of them is a failure.
 * @throws Error when there are none.
 */
export function addSuiteResults(report: Report, file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const results = text
    .split('\n')
    .filter(Boolean)
    .map((line): TestResult => JSON.parse(line));
  if (results.length === 0) throw new Error('the suite ran no test');
  for (const result of results) report.add(result);
  return results.some(({ failure }) => failure !== undefined);
}
