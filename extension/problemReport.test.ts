import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemReport } from './problemReport.ts';

const VERSIONS = { Editor: 'Code 1.139.1', Python: '3.13.5' };

test('U7: a report has room for words, the versions, and the latest session', () => {
  const report = problemReport(VERSIONS, { configuration: { program: 'a.py' }, messages: [] });
  assert.match(report, /^# A problem with .*\n\n<!-- Read this .*\n\n## What happens\n\n…\n/);
  assert.ok(report.includes('| Editor | Code 1.139.1 |\n| Python | 3.13.5 |\n'));
  assert.ok(report.includes('```json\n{\n  "program": "a.py"\n}\n```'));
  assert.match(report, /<!-- To have the messages .* -->\n$/);
});

test('U7: a report without a session has none', () => {
  assert.match(problemReport(VERSIONS, undefined), /\| Python \| 3\.13\.5 \|\n$/);
});

test('U7: a report has the latest messages, long ones cut, and nothing ends the block early', () => {
  const messages = ['→ {"command":"next"}', `← "\`\`\`" ${'x'.repeat(3000)}`];
  const report = problemReport(VERSIONS, { configuration: {}, messages });
  const [, block = ''] = /\n````text\n(.*)\n````\n$/s.exec(report) ?? [];
  const [first, second = ''] = block.split('\n');
  assert.equal(first, messages[0]);
  assert.match(second, /^← "```" x+… \(3008 characters\)$/);
});
