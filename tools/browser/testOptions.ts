import { parseArgs } from 'node:util';
import { BROWSERS, type BrowserName } from '../../extension/test/harness/browserProgram.ts';

const USAGE = `usage: npm run test:browser [-- --browser NAME]... [--programs] [--conversations]
                                   [--name PATTERN] [--editor]

Runs Python, the runtime's own tests, greenlet's and those of the debugger's agent, and conversations
with the debug adapter, in web workers of ${BROWSERS.join(' and ')}, and the extension in
VS Code's web extension host there.

  --programs       runs the programs of the conversations with the debug adapter, too, and
                   compares what they write with what they do in Node
  --conversations  holds more of the debug adapter's own conversations, as they are held in Node
  --name PATTERN   runs the tests alone of which the name has this in it, a regular expression
  --editor         tests the extension alone

In the end it says how many passed in each, and what differs there from Node.`;

const { values } = parseArgs({
  options: {
    browser: { type: 'string', multiple: true, default: [...BROWSERS] },
    programs: { type: 'boolean', default: false },
    conversations: { type: 'boolean', default: false },
    name: { type: 'string' },
    editor: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const unknown = values.browser.find(name => !BROWSERS.some(known => known === name));
if (unknown !== undefined) {
  console.error(`There is no browser "${unknown}"; there are ${BROWSERS.join(', ')}.`);
  process.exit(2);
}

/** What of the tests is run. */
export const options: {
  readonly browsers: readonly BrowserName[];
  readonly programs: boolean;
  readonly conversations: boolean;
  /** Which names the tests have. */
  readonly name: string | undefined;
  /** Whether the extension is tested alone. */
  readonly editor: boolean;
} = {
  ...values,
  name: values.name,
  browsers: BROWSERS.filter(name => values.browser.includes(name)),
};
