import { distributionOf } from '../../../debug-adapter/session/python/distributionNames.ts';
import {
  COMPILED_PACKAGES,
  NATIVE_PACKAGES,
} from '../../../debug-adapter/session/python/nativePackages.ts';
import type { Import, ModuleFacts } from '../facts/moduleFacts.ts';
import type { InstalledCopy, InstalledPackages } from '../index/installedPackages.ts';
import * as l10n from '../l10n.ts';
import { scopeAt } from '../values/values.ts';
import type { Finding, Rule } from './rule.ts';

/** Of the standard library: what is not built in, as the recipe of WASIX Python says. */
export const NOT_BUILT = new Set([
  'curses',
  'dbm.gnu',
  'dbm.ndbm',
  'multiprocessing.shared_memory',
  'readline',
  'tkinter',
  'turtle',
]);

/** Packages that programs get whatever else is installed. */
const BUILT_IN = new Set(['greenlet']);

/** What native code is for that runs here. */
const HERE = 'WASIX';

const CATCHING = new Set(['*', 'BaseException', 'Exception', 'ImportError', 'ModuleNotFoundError']);

/** Imports that every run of the file tries, and that raise ImportError. */
export const unavailableImport: Rule = function* ({ facts, index, packages }): Generator<Finding> {
  const statements = new Set<number>();
  for (const each of facts.imports) {
    const { kind } = scopeAt(facts, each.scope);
    const isCertain = kind === 'module' && !each.isConditional;
    if (!isCertain || each.caught.some(name => CATCHING.has(name))) continue;
    if (isOwn(each, facts) || index.find(each.module, facts) !== undefined) continue;
    const message = messageFor(each, packages);
    // `from curses import a, b, c` is one mistake.
    const isTold = each.member !== undefined && statements.has(each.statement.from);
    if (message === undefined || isTold) continue;
    statements.add(each.statement.from);
    yield { span: each, message };
  }
};

/** Whether a package imports a part of itself. */
function isOwn({ module }: Import, facts: ModuleFacts): boolean {
  return module.split('.')[0] === facts.module.split('.')[0] || module.startsWith('.');
}

function messageFor({ module, member }: Import, packages: InstalledPackages): string | undefined {
  const [top = ''] = module.split('.');
  const inside = member === undefined ? module : `${module}.${member}`;
  const missing = [top, module, inside].find(name => NOT_BUILT.has(name));
  if (missing !== undefined) {
    return l10n.t(
      'WASIX Python has no module `{0}`: importing it raises ModuleNotFoundError. Catch that where the program can do without.',
      missing,
    );
  }
  const copy = packages.find(module);
  if (copy?.systems.has(HERE)) return undefined;
  const isNative = NATIVE_PACKAGES.has(top);
  const foreign = copy && foreignSystem(copy, isNative || COMPILED_PACKAGES.has(top));
  if (copy !== undefined && foreign !== undefined && !BUILT_IN.has(top)) {
    return l10n.t(
      'The copy of `{0}` in {1} is compiled for {2} and not for WASIX: importing it raises ImportError here. `wasix-python pip install {3}` installs one that runs here, or says which there are.',
      top,
      copy.place,
      foreign,
      distributionOf(top),
    );
  }
  if (!isNative) return undefined;
  const substitute = NATIVE_PACKAGES.get(top);
  return substitute === undefined
    ? l10n.t(
        '`{0}` needs native code, and no build for WASIX is installed here: without one, importing it raises ImportError. `wasix-python pip install {1}` installs one, or says which there are.',
        top,
        distributionOf(top),
      )
    : l10n.t(
        '`{0}` needs native code, and no build for WASIX is installed here: without one, importing it raises ImportError. `{1}` runs here, and can take its place.',
        top,
        substitute,
      );
}

/**
 * The system that a copy is for, if importing the module fails for that: because it is compiled
 * itself, or belongs to a package that cannot do without what is.
 */
function foreignSystem({ system, systems }: InstalledCopy, isNeeded: boolean): string | undefined {
  return system ?? (isNeeded ? [...systems].sort().join(', ') || undefined : undefined);
}
