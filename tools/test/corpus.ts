/**
 * `npm run test:corpus`: has the language server judge the standard library and five packages of
 * Debian's, and holds what it finds against what was looked at. Nothing of them is run.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { corpus } from '../corpus/corpus.ts';
import { EXPECTATIONS, type Expectation, expectationOf } from '../corpus/expectations.ts';
import { type CorpusFinding, findingsIn } from '../corpus/findings.ts';
import { MarkedPart } from '../pages/markedPart.ts';
import { straightTable } from '../pages/straightTable.ts';

const PAGE = path.resolve(import.meta.dirname, '../../extension/language-server/CORPUS.md');

/** In how many lines one false alarm is allowed. */
const LINES_PER_FALSE_ALARM = 20_000;

const { values } = parseArgs({
  options: {
    verbose: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:corpus [-- [--verbose] [--update]]\n\n' +
      'Judges the corpus; --verbose prints each finding, --update writes the table into\n' +
      'extension/language-server/CORPUS.md.',
  );
  process.exit(0);
}

const sizes: string[][] = [];
const all: CorpusFinding[] = [];
let allLines = 0;
for (const part of await corpus()) {
  const { files, lines, findings } = await findingsIn(part);
  sizes.push([part.name, String(files), String(lines), String(findings.length)]);
  all.push(...findings);
  allLines += lines;
}
const described = ({ part, file, line, name, text }: CorpusFinding): string =>
  `${part}: ${file}:${line} ${name} ${text}`;
if (values.verbose) for (const finding of all) console.log(described(finding));

const counts = new Map<Expectation, number>();
const surprises: string[] = [];
for (const finding of all) {
  const expectation = expectationOf(finding);
  if (expectation === undefined) surprises.push(`not expected: ${described(finding)}`);
  else counts.set(expectation, (counts.get(expectation) ?? 0) + 1);
}
for (const expectation of EXPECTATIONS) {
  const count = counts.get(expectation) ?? 0;
  const { part, name, files } = expectation;
  if (count !== expectation.count) {
    surprises.push(`${part}, ${name}, ${files}: ${count} instead of ${expectation.count}`);
  }
}
const falseAlarms = EXPECTATIONS.filter(({ isFalse }) => isFalse)
  .map(expectation => counts.get(expectation) ?? 0)
  .reduce((sum, count) => sum + count, 0);
if (falseAlarms > allLines / LINES_PER_FALSE_ALARM) {
  surprises.push(`${falseAlarms} false alarms in ${allLines} lines are too many`);
}

const table = [
  ...straightTable([['program', 'files', 'lines', 'findings'], ...sizes]),
  '',
  `${falseAlarms} false alarms in ${allLines} lines: one in ${Math.round(allLines / falseAlarms)}.`,
  '',
  ...straightTable([
    ['program', 'diagnostic', 'findings', 'false', 'why'],
    ...EXPECTATIONS.map(expectation => {
      const count = String(counts.get(expectation) ?? 0);
      const { part, name, reason, isFalse } = expectation;
      return [part, `\`${name}\``, count, isFalse ? count : '0', reason];
    }),
  ]),
].join('\n');
console.log(table);
if (values.update) new MarkedPart(PAGE, 'corpus').write(table);
for (const surprise of surprises) console.error(surprise);
process.exit(surprises.length === 0 ? 0 : 1);
