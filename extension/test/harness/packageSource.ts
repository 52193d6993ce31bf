import { PackageIndex } from '../../../debug-adapter/cli/test/packageIndex.ts';
import type { Wheel } from '../../../debug-adapter/cli/test/wheel.ts';
import { pythonWithPip } from '../../../tools/test/pythonWithPip.ts';

/** A Python with pip, and an index of packages on this machine, for an editor to use. */
export class PackageSource {
  readonly #index: PackageIndex;
  readonly #second: PackageIndex;
  /** The environment variables of the editor. */
  readonly environment: NodeJS.ProcessEnv;

  private constructor(index: PackageIndex, second: PackageIndex, python: string) {
    this.#index = index;
    this.#second = second;
    this.environment = {
      PATH: `${python}:${process.env.PATH}`,
      PIP_INDEX_URL: index.url,
      // Nobody else's index is asked.
      WASIX_PYTHON_WHEEL_INDEX: '',
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_CACHE_DIR: '1',
    };
  }

  /**
   * @param wheels what the index has that pip asks.
   * @param others what a second one has.
   */
  static async open(wheels: readonly Wheel[], others: readonly Wheel[]): Promise<PackageSource> {
    const [index, second] = [await PackageIndex.start(), await PackageIndex.start()];
    index.add(...wheels);
    second.add(...others);
    return new PackageSource(index, second, await pythonWithPip());
  }

  /** The address of the second index, which nobody asks who is not told of it. */
  get secondIndex(): string {
    return this.#second.url;
  }

  [Symbol.dispose](): void {
    this.#index.close();
    this.#second.close();
  }
}
