import { PackageIndex } from '../../../debug-adapter/cli/test/packageIndex.ts';
import type { Wheel } from '../../../debug-adapter/cli/test/wheel.ts';
import { pythonWithPip } from '../../../tools/test/pythonWithPip.ts';

/** A Python with pip, and an index of packages on this machine, for an editor to use. */
export class PackageSource {
  readonly #index: PackageIndex;
  /** The environment variables of the editor. */
  readonly environment: NodeJS.ProcessEnv;

  private constructor(index: PackageIndex, python: string) {
    this.#index = index;
    this.environment = {
      PATH: `${python}:${process.env.PATH}`,
      PIP_INDEX_URL: index.url,
      // Nobody else's index is asked.
      WASIX_PYTHON_WHEEL_INDEX: '',
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_CACHE_DIR: '1',
    };
  }

  /** @param wheels what the index has. */
  static async open(...wheels: readonly Wheel[]): Promise<PackageSource> {
    const index = await PackageIndex.start();
    index.add(...wheels);
    return new PackageSource(index, await pythonWithPip());
  }

  [Symbol.dispose](): void {
    this.#index.close();
  }
}
