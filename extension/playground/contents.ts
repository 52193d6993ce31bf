import type { ServedPython } from '../../debug-adapter/session/browser/machine.ts';
import type { PythonVersion } from '../../debug-adapter/session/browser/versions.ts';

/** What a built playground has to offer: its file `contents.json`, beside which its other files are. */
export interface PlaygroundContents {
  /** Its Pythons, by URLs that are relative to this file; the first is the one that is fetched unasked. */
  readonly pythons: readonly ServedPython[];
  readonly samples: readonly Sample[];
}

/** A program to begin with. */
export interface Sample {
  readonly name: string;
  readonly text: string;
  /** What is beside it, by names. */
  readonly files?: Readonly<Record<string, string>>;
  /** URL of a ZIP archive of the packages that it imports, which is fetched when it is run. */
  readonly packages?: string;
  /** The version of Python that its packages need; any, unless it is said. */
  readonly python?: PythonVersion;
  /** Of what it serves, what is shown first. */
  readonly servedPath?: string;
}
