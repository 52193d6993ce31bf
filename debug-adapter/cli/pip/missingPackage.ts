import { distributionOf, normalizedName } from '../../session/python/distributionNames.ts';
import { NATIVE_PACKAGES } from '../../session/python/nativePackages.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import { describeTags, listed, pythonsFor } from './wheelTags.ts';

/** The platform of wheels with native code, as Wasmer publishes them. */
export const PLATFORM = 'wasix_wasm32';

/** A package of which nothing runs here, as `wasix_pip.py` tells of it. */
export interface MissingPackage {
  readonly name: string;
  /** The condition on its version, such as `>=2`, or nothing. */
  readonly specifier: string;
  /** The package that needs it, with its version; null for one that was asked for. */
  readonly requiredBy: string | null;
  /** Other versions of it that run here, the oldest first. */
  readonly usable: readonly string[];
  /** The newest version of all; null when no index has such a package. */
  readonly newest: string | null;
  /** The newest that fulfils the condition; null when there is none. What follows is of that. */
  readonly version: string | null;
  /** Whether it is for this version of Python. */
  readonly isForPython: boolean;
  /** The versions of Python that it is for, such as `>=3.14`. */
  readonly requiresPython: string | null;
  /** Of its wheels, such as `cp313-cp313-win_amd64`. */
  readonly tags: readonly string[];
  readonly hasSource: boolean;
  /** A version that can stand for it; null when its condition is an odd one. */
  readonly standIn: string | null;
  /** The addresses of the indexes that were asked, */
  readonly indexes: readonly string[];
  /** and those pages that did not answer. */
  readonly silent: readonly string[];
}

/** In which way a package is missing. */
type Lack = 'unreachable' | 'unknown' | 'version' | 'python' | 'build';

/** Tells in which way. */
export function lackOf(missing: MissingPackage): Lack {
  if (missing.newest === null) return missing.silent.length > 0 ? 'unreachable' : 'unknown';
  if (missing.version === null) return 'version';
  return missing.isForPython ? 'build' : 'python';
}

/** Says in one sentence what is missing, what there is of it, and what to do. */
export function explainMissing(missing: MissingPackage, python: PythonVersion): string {
  return `${reasonOf(missing, python)}: ${listed(cures(missing, python), 'or')}.`;
}

/** What there is instead of what is wanted: a clause, without what to do. */
function reasonOf(missing: MissingPackage, python: PythonVersion): string {
  const { name, specifier, requiredBy, newest, version, silent, indexes } = missing;
  const needed = requiredBy === null ? '' : ` (needed by ${requiredBy})`;
  const those = `${name} ${version}${needed}`;
  switch (lackOf(missing)) {
    case 'unreachable':
      return `Nothing is known of ${name}${needed}, as ${silent[0]} does not answer`;
    case 'unknown':
      return indexes.length === 0
        ? `Nothing was found of ${name}${needed}, and no index was to be asked`
        : `There is no package ${name}${needed} in ${listed(indexes, 'or')}`;
    case 'version':
      return `There is no ${name}${specifier}${needed}, of which the newest version is ${newest}`;
    case 'python':
      return `${those} is for Python ${missing.requiresPython} and not for ${python}`;
    case 'build':
      return `${those} has no build for WASIX Python ${python}, ${describeBuilds(missing)}`;
  }
}

/** "only for Windows (amd64), for CPython 3.13". */
export function describeBuilds({ tags }: MissingPackage): string {
  return tags.length === 0 ? 'only its source' : `only for ${describeTags(tags)}`;
}

function cures(missing: MissingPackage, python: PythonVersion): string[] {
  const { name, version, usable, tags } = missing;
  const lack = lackOf(missing);
  if (lack === 'unreachable') return ['try again', 'name another index (--index-url)'];
  if (lack === 'unknown') return ['look at its spelling', 'name its index (--extra-index-url)'];
  const another =
    usable.length > 0 ? [`ask for ${name}==${usable.at(-1)}, which runs here`] : undefined;
  if (lack === 'version') return another ?? ['ask for another version'];
  if (lack === 'python') return another ?? ['ask for another version'];
  const substitute = substituteFor(name);
  const others = pythonsFor(PLATFORM, tags).filter(each => each !== python);
  return [
    ...(another ?? []),
    ...(others.length > 0 ? [`take Python ${others.at(-1)} (--python)`] : []),
    ...(substitute === undefined ? [] : [`use ${substitute}, which runs here`]),
    ...(tags.length === 0
      ? [
          `if it is in pure Python, install what pip wheel --no-deps ${name}==${version} makes of it`,
        ]
      : []),
    `name an index that has a wheel of it for ${PLATFORM} (--wheel-index)`,
    'make one (README, "Packages")',
  ];
}

/** What can take the place of a package that needs native code. */
export function substituteFor(distribution: string): string | undefined {
  const wanted = normalizedName(distribution);
  for (const [module, substitute] of NATIVE_PACKAGES) {
    if (normalizedName(distributionOf(module)) === wanted) return substitute;
  }
  return undefined;
}
