/**
 * `npm run test:differential`: plays the same scripts to this debugger and to
 * debugpy on native CPython, and prints where they differ, and why.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { INTENDED_DIFFERENCES } from './intendedDifferences.ts';
import { nativePython } from './nativePython.ts';
import { SCENARIOS } from './scenarios.ts';
import { type Debugger, play } from './script.ts';

const ADAPTER = path.resolve(import.meta.dirname, '../../dist/debug-adapter.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    complete: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:differential [-- [--complete] [--verbose] WORD...]\n\n' +
      'Plays the scenarios whose names contain a WORD, or all, to this debugger and to debugpy.\n' +
      '  --complete  fail where debugpy cannot be had, instead of saying so\n' +
      '  --verbose   print what both say where they differ, intended or not',
  );
  process.exit(0);
}

const python = await nativePython().catch((error: Error) => {
  console.log(`debugpy cannot be had on this machine, so nothing was compared: ${error.message}`);
  process.exit(values.complete ? 1 : 0);
});
const OURS: Debugger = { command: [process.execPath, ADAPTER], configuration: {} };
const DEBUGPY: Debugger = {
  command: [python, '-m', 'debugpy.adapter'],
  configuration: { type: 'debugpy', request: 'launch', python: [python] },
};

const counts = { same: 0, intended: 0, surprises: 0 };
console.log('| scenario | result |\n| --- | --- |');
for (const scenario of SCENARIOS) {
  const { name } = scenario;
  if (positionals.length > 0 && !positionals.some(word => name.includes(word))) continue;
  const [ours, theirs] = await Promise.all([play(scenario, OURS), play(scenario, DEBUGPY)]);
  const isSame = ours.join('\n') === theirs.join('\n');
  const reason = INTENDED_DIFFERENCES.get(name);
  const isSurprise = isSame === (reason !== undefined);
  const result = isSame ? 'the same' : (reason ?? 'DIFFERENT');
  counts[isSurprise ? 'surprises' : isSame ? 'same' : 'intended']++;
  console.log(
    `| ${name} | ${isSame && isSurprise ? 'THE SAME, though a difference is listed' : result} |`,
  );
  if (!isSame && (values.verbose || isSurprise)) printBoth(ours, theirs);
}
console.log(
  `\n${counts.same} the same, ${counts.intended} different on purpose, ${counts.surprises} surprises`,
);
process.exit(counts.surprises === 0 ? 0 : 1);

function printBoth(ours: readonly string[], theirs: readonly string[]): void {
  const length = Math.max(ours.length, theirs.length);
  for (let index = 0; index < length; index++) {
    const [own = '', other = ''] = [ours[index], theirs[index]];
    console.log(own === other ? `      ${own}` : `ours  ${own}\nthem  ${other}`);
  }
}
