/** `npm test`: sets everything up and runs every test. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { GROWABLE_STACKS } from '../debug-adapter/runtime/node/engine.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Where failed unit tests are told of, so that this program can end with them. */
const failures = path.join(os.tmpdir(), `failed-tests-${process.pid}.txt`);

/** What there is to run, in order: the quick first. */
const SUITES: Record<string, { what: string; command: string[] }> = {
  setup: { what: 'set-up', command: ['tools/setup.ts'] },
  // Before the build, which brings the manifest up to date.
  check: { what: 'types, lint, layer rule, formatting, dead code', command: ['tools/check.ts'] },
  build: { what: 'build', command: ['tools/build.ts'] },
  unit: {
    what: 'unit tests, the command, and conversations with the debug adapter',
    command: [
      '--test',
      '--test-timeout=300000',
      ...reporter('spec', 'stdout'),
      ...reporter('./tools/test/failureReporter.ts', failures),
      'debug-adapter/**/*.test.ts',
      'extension/*.test.ts',
      'extension/{annotations,continuations,language-server,parallelStacks,playground,testing,timeline}/**/*.test.ts',
      'samples/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
  },
  agent: { what: "the agent's unit tests, in WASIX Python", command: ['tools/test/agent.ts'] },
  greenlet: { what: "greenlet's own tests, in WASIX Python", command: ['tools/test/greenlet.ts'] },
  versions: {
    what: 'the quick of these with the other version of Python',
    command: ['tools/test/otherVersions.ts'],
  },
  browser: {
    what: 'Python, the debug adapter and the extension in Chromium',
    command: ['tools/test/browser.ts', '--browser', 'chromium'],
  },
  playground: {
    what: 'debugging in the playground, in Chromium',
    command: ['tools/test/playground.ts', '--browser', 'chromium'],
  },
  client: {
    what: 'debugging and reading in Emacs, another client than VS Code',
    command: ['tools/test/client.ts'],
  },
  editor: { what: 'the extension in a real VS Code', command: ['extension/test/run.ts'] },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
if (values.help) {
  const list = Object.entries(SUITES).map(([name, { what }]) => `  ${name.padEnd(12)}${what}`);
  console.log(`usage: npm test [-- SUITE...]\n\nSuites, all by default:\n${list.join('\n')}`);
  process.exit(0);
}
const unknown = positionals.find(name => !(name in SUITES));
if (unknown !== undefined) {
  console.error(`There is no suite "${unknown}"; there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}

interface Result {
  name: string;
  passed: boolean;
  seconds: number;
}

const results: Result[] = [];
let failedTests = '';
for (const [name, { what, command }] of Object.entries(SUITES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n━━━ ${name}: ${what}`);
  const start = performance.now();
  const passed = run(command);
  results.push({ name, passed, seconds: (performance.now() - start) / 1000 });
  // Nothing below means anything without these.
  if (!passed && (name === 'setup' || name === 'build')) break;
}

console.log('\n━━━ summary');
for (const { name, passed, seconds } of results) {
  console.log(
    `${passed ? 'passed' : 'FAILED'}  ${name.padEnd(12)}${seconds.toFixed(1).padStart(7)} s`,
  );
}
if (failedTests !== '') console.log(`\n━━━ unit tests that failed\n${failedTests}`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);

function run(command: string[]): boolean {
  const args = [GROWABLE_STACKS, ...command];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (fs.existsSync(failures)) {
    failedTests += fs.readFileSync(failures, 'utf8');
    fs.rmSync(failures);
  }
  return status === 0;
}

function reporter(name: string, destination: string): string[] {
  return [`--test-reporter=${name}`, `--test-reporter-destination=${destination}`];
}
