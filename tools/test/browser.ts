/** `npm run test:browser`: runs Python, the debug adapter and the extension in browsers. */
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { answers } from '../browser/answers.ts';
import { BrowserReport } from '../browser/browserReport.ts';
import { options } from '../browser/testOptions.ts';

const { name } = options;
const report = new BrowserReport();
const events = run({
  files: [path.join(import.meta.dirname, '../browser/tests.ts')],
  // Where they are, they leave what they have found out.
  isolation: 'none',
  ...(name === undefined ? {} : { testNamePatterns: [new RegExp(name)] }),
});
report.listen(events);
const lines = events.compose(new spec());
lines.pipe(process.stdout);
await finished(lines);
console.log(report.table(answers));
if (report.hasFailures) process.exitCode = 1;
