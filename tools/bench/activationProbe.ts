import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { addStandIn } from '../../extension/test/harness/standInExtension.ts';
import { expectSoon } from '../../extension/test/harness/workbench.ts';

const MANIFEST = {
  name: 'activation-probe',
  publisher: 'wasix-python-bench',
  version: '1.0.0',
  activationEvents: ['onStartupFinished'],
};

/** Tells the editor's own marks, until it is ended with its window: some come after it. */
const MAIN = `const fs = require('node:fs');
exports.activate = () => {
  setInterval(() => {
    const marks = globalThis.MonacoPerformanceMarks.getMarks();
    fs.writeFileSync(__dirname + '/new', JSON.stringify(marks));
    fs.renameSync(__dirname + '/new', __dirname + '/marks');
  }, 200);
};
`;

/** What the editor notes while it starts: see `vs/base/common/performance.ts`. */
interface Mark {
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly startTime: number;
}

/**
 * An extension beside ours that tells how long the extension host was at the code of each. The
 * time that the editor shows in *Running Extensions* has in it those that are loaded before, too:
 * of all that start together it begins to count at once.
 */
export class ActivationProbe {
  readonly #file: string;

  /** @param extensions the folder of the user's extensions. */
  constructor(extensions: string) {
    this.#file = path.join(addStandIn(extensions, MANIFEST, MAIN), 'marks');
  }

  /** Forgets what an earlier window has told. */
  reset(): void {
    rmSync(this.#file, { force: true });
  }

  /** How long loading and activating some extensions took, in milliseconds, once all are active. */
  async times(extensions: readonly string[]): Promise<number[]> {
    let times: (number | undefined)[] = [];
    await expectSoon(async () => {
      const marks = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, 'utf8')) : [];
      times = extensions.map(id => activationTime(id, marks));
      const [missing] = extensions.filter((_, index) => times[index] === undefined);
      return missing === undefined ? undefined : `${missing} is not active`;
    });
    return times.map(time => time ?? Number.NaN);
  }
}

function activationTime(id: string, marks: readonly Mark[]): number | undefined {
  const at = (step: string): number =>
    marks.find(({ name }) => name === `code/extHost/${step}/${id}`)?.startTime ?? Number.NaN;
  const loading = at('didLoadExtensionCode') - at('willLoadExtensionCode');
  const activating = at('didActivateExtension') - at('willActivateExtension');
  const time = loading + activating;
  return Number.isNaN(time) ? undefined : time;
}
