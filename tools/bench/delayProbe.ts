import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addStandIn } from '../../extension/test/harness/standInExtension.ts';

/** How often the probe notes how long its event loop has been held up, in milliseconds. */
const INTERVAL = 100;

const MANIFEST = {
  name: 'probe',
  publisher: 'wasix-python-bench',
  version: '1.0.0',
  activationEvents: ['onStartupFinished'],
};

/** Tells the longest delay since it was last asked to begin anew, in milliseconds. */
const MAIN = `const fs = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const histogram = monitorEventLoopDelay({ resolution: 5 });
exports.activate = () => {
  histogram.enable();
  setInterval(() => {
    if (fs.existsSync(__dirname + '/begin')) {
      fs.rmSync(__dirname + '/begin');
      histogram.reset();
    }
    fs.writeFileSync(__dirname + '/longest', String(histogram.max / 1e6));
  }, ${INTERVAL});
};
`;

/** An extension beside ours that tells how long the extension host that both share did nothing else. */
export class DelayProbe {
  readonly #folder: string;

  /** @param extensions the folder of the user's extensions. */
  constructor(extensions: string) {
    this.#folder = addStandIn(extensions, MANIFEST, MAIN);
  }

  /** The longest delay of the event loop while something is done, in milliseconds. */
  async during(act: () => Promise<void>): Promise<number> {
    writeFileSync(path.join(this.#folder, 'begin'), '');
    await sleep(3 * INTERVAL);
    await act();
    await sleep(3 * INTERVAL);
    return Number(readFileSync(path.join(this.#folder, 'longest'), 'utf8'));
  }
}
