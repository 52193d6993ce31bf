import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver-protocol';
import { CATALOGUE, type DiagnosticName, type Severity } from './diagnostics/catalogue.ts';
import type { NamedFinding } from './diagnostics/rules.ts';
import type { LineTable } from './syntax/lineTable.ts';

/** What the settings say, by the names of diagnostics. */
export type Severities = Partial<Record<DiagnosticName, Severity>>;

const LEVELS: Record<Exclude<Severity, 'off'>, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The name that editors show beside each diagnostic. */
const SOURCE = 'wasix-python';

/** What the settings say of a diagnostic; what the catalogue says where that is no severity. */
export function severityOf(name: DiagnosticName, severities: Severities): Severity {
  const chosen = severities[name];
  return chosen === 'off' || (chosen !== undefined && chosen in LEVELS)
    ? chosen
    : CATALOGUE[name].severity;
}

/** What an editor shows of a finding. */
export function diagnosticOf(
  { span, name, message }: NamedFinding,
  lines: LineTable,
  severities: Severities,
): Diagnostic {
  const severity = severityOf(name, severities);
  return {
    range: lines.rangeOf(span),
    message,
    code: name,
    source: SOURCE,
    severity: severity === 'off' ? DiagnosticSeverity.Hint : LEVELS[severity],
  };
}

/** The fixes of what is found in a range. */
export function codeActions(
  uri: string,
  range: Range,
  findings: readonly NamedFinding[],
  lines: LineTable,
  severities: Severities,
): CodeAction[] {
  return findings.flatMap(finding => {
    const { fix, span } = finding;
    if (fix === undefined || !touches(lines.rangeOf(span), range)) return [];
    const edits = fix.edits.map(edit => ({ range: lines.rangeOf(edit.span), newText: edit.text }));
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnosticOf(finding, lines, severities)],
        isPreferred: true,
        edit: { changes: { [uri]: edits } },
      },
    ];
  });
}

function touches(one: Range, other: Range): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}
