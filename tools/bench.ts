/** `npm run bench`: measures, and prints one line of JSON for each figure. */
import { parseArgs } from 'node:util';
import { activationFigures } from './bench/activation.ts';
import { breakpointFigures } from './bench/breakpoints.ts';
import { browserFigures } from './bench/browser.ts';
import { computingFigures } from './bench/computing.ts';
import { debuggingFigures } from './bench/debugging.ts';
import type { Figure } from './bench/figure.ts';
import { languageFigures } from './bench/languageServer.ts';
import { memoryFigures } from './bench/memory.ts';
import { recordedTimesFigures } from './bench/recordedTimes.ts';
import { recordingFigures } from './bench/recording.ts';
import { replayingFigures } from './bench/replaying.ts';
import { responsivenessFigures } from './bench/responsiveness.ts';
import { servingFigures } from './bench/serving.ts';
import { sideModuleFigures } from './bench/sideModules.ts';
import { startingFigures } from './bench/startingUp.ts';
import { switchingFigures } from './bench/switching.ts';
import { systemCallFigures } from './bench/systemCalls.ts';
import { threadFigures } from './bench/threads.ts';
import { timelineFigures } from './bench/timeline.ts';

const GROUPS: Record<string, () => Promise<Figure[]>> = {
  switching: switchingFigures,
  recordedTimes: recordedTimesFigures,
  systemCalls: systemCallFigures,
  computing: computingFigures,
  debugging: debuggingFigures,
  breakpoints: breakpointFigures,
  starting: startingFigures,
  threads: threadFigures,
  modules: sideModuleFigures,
  serving: servingFigures,
  memory: memoryFigures,
  recording: recordingFigures,
  replaying: replayingFigures,
  activation: activationFigures,
  responsiveness: responsivenessFigures,
  timeline: timelineFigures,
  language: languageFigures,
  browser: browserFigures,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(
    `usage: npm run bench [-- GROUP...]\n\nGroups: ${Object.keys(GROUPS).join(', ')}; all by default.\n` +
      'Needs `npm run setup` and `npm run build`. Machines are noisy: compare a figure with its\n' +
      'reference, which was measured in the same run, and not with other days.',
  );
  process.exit(0);
}
for (const [name, measure] of Object.entries(GROUPS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const figure of await measure()) console.log(JSON.stringify(figure));
}
