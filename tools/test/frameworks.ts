/**
 * `npm run test:frameworks`: serves requests by web frameworks in WASIX Python under the debug adapter,
 * and stops at a breakpoint in each. Prints a line for each.
 */
import { parseArgs } from 'node:util';
import { PYTHON_VERSIONS } from '../../debug-adapter/session/python/versions.ts';
import { FRAMEWORKS, UNAVAILABLE, versionsOf } from '../frameworks/frameworks.ts';
import { debugRequest, failWithReason, reloadByEdit } from '../frameworks/story.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false }, python: { type: 'string' } },
});
if (values.help) {
  console.log(
    'usage: npm run test:frameworks [-- [--python VERSION] [NAME...]]\n\n' +
      'Serves requests by web frameworks from Debian under the debug adapter: all, or those whose names\n' +
      `contain a NAME: ${FRAMEWORKS.map(({ name }) => name).join('; ')}.\n\n` +
      `  --python VERSION   only with this one of ${PYTHON_VERSIONS.join(' and ')}`,
  );
  process.exit(0);
}

const versions = PYTHON_VERSIONS.filter(version => version === (values.python ?? version));
let [passed, failed] = [0, 0];

function isAsked(name: string): boolean {
  const isNamed = (part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  return positionals.length === 0 || positionals.some(isNamed);
}

/** Prints how a check went. @param run returns what there is to say of it. */
async function check(title: string, run: () => Promise<string>): Promise<void> {
  if (!isAsked(title)) return;
  try {
    console.log(`passed  ${title}: ${await run()}`);
    passed++;
  } catch (error) {
    console.log(`FAILED  ${title}: ${(error as Error).stack}`);
    failed++;
  }
}

for (const python of versions) {
  for (const framework of FRAMEWORKS) {
    if (!versionsOf(framework).includes(python)) continue;
    const title = `${python}  ${framework.name}`;
    await check(title, async () => `stopped in ${await debugRequest(framework, python)}`);
    if (framework.reloads === undefined) continue;
    await check(`${title}, edited`, async () => {
      await reloadByEdit(framework, python);
      return 'started again';
    });
  }
  for (const { name, start, says } of UNAVAILABLE) {
    await check(`${python}  ${name}`, async () => {
      await failWithReason(start, says, python);
      return `not there, and it says ${says.source.replaceAll('\\', '')}`;
    });
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
