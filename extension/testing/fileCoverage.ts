import * as vscode from 'vscode';
import type { CoverageEvent } from './events.ts';

/** Which lines and functions of a file were executed. */
export class DetailedFileCoverage extends vscode.FileCoverage {
  readonly details: readonly vscode.FileCoverageDetail[];

  constructor(uri: vscode.Uri, { executed, missed, functions }: CoverageEvent) {
    super(
      uri,
      count(executed.length, missed.length),
      undefined,
      count(
        functions.filter(({ isExecuted }) => isExecuted).length,
        functions.filter(({ isExecuted }) => !isExecuted).length,
      ),
    );
    this.details = [
      ...executed.map(line => new vscode.StatementCoverage(true, wholeLine(line))),
      ...missed.map(line => new vscode.StatementCoverage(false, wholeLine(line))),
      ...functions.map(
        ({ name, line, end, isExecuted }) =>
          new vscode.DeclarationCoverage(name, isExecuted, wholeLine(line).union(wholeLine(end))),
      ),
    ];
  }
}

function count(covered: number, missed: number): vscode.TestCoverageCount {
  return new vscode.TestCoverageCount(covered, covered + missed);
}

/** @param line counted from 1. */
function wholeLine(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
}
