/** `npm run check` asks this to lint the project's Python and to check its format, with Ruff. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const root = path.resolve(import.meta.dirname, '..');

const SETTINGS = {
  'line-length': 100,
  'target-version': 'py313',
  lint: { select: ['E', 'F', 'W', 'I', 'B', 'UP', 'C4', 'PIE'] },
};

/**
 * Programs that are debugged by the tests and the samples hold on purpose what a
 * linter complains of, at lines and columns that the tests name.
 */
const LEFT_ALONE = /^samples\/|\/programs\//;

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: node tools/run.mjs python [--write]\n\n' +
      "Lints the project's Python, and checks its format; with --write, formats it.",
  );
  process.exit(0);
}

/** Ruff sorts imports as a fix of its lint, not as a part of formatting. */
function withSortedImports(source: string): string {
  const lines = source.split('\n');
  const unsorted = (ruff.check(source) as Diagnostic[]).filter(({ code }) => code === 'I001');
  // From the end, so that the places of those before it stay right.
  for (const { content, location, end_location } of unsorted
    .flatMap(({ fix }) => fix?.edits ?? [])
    .reverse()) {
    const before = lines[location.row - 1]?.slice(0, location.column - 1) ?? '';
    const after = lines[end_location.row - 1]?.slice(end_location.column - 1) ?? '';
    const replacement = `${before}${content ?? ''}${after}`.split('\n');
    lines.splice(location.row - 1, end_location.row - location.row + 1, ...replacement);
  }
  return lines.join('\n');
}

const ruff = new Workspace(SETTINGS, PositionEncoding.Utf16);
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.py'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(file => file !== '' && !LEFT_ALONE.test(file) && fs.existsSync(path.join(root, file)));

let complaints = 0;
for (const file of files) {
  const absolute = path.join(root, file);
  let source = fs.readFileSync(absolute, 'utf8');
  if (values.write) source = withSortedImports(source);
  for (const { start_location, code, message } of ruff.check(source) as Diagnostic[]) {
    complaints++;
    console.error(`${file}:${start_location.row}:${start_location.column} ${code} ${message}`);
  }
  const formatted = ruff.format(source);
  if (values.write) {
    fs.writeFileSync(absolute, formatted);
  } else if (formatted !== source) {
    complaints++;
    console.error(`${file} is not formatted: node tools/run.mjs python --write`);
  }
}
console.log(`${files.length} Python files checked`);
process.exit(complaints === 0 ? 0 : 1);
