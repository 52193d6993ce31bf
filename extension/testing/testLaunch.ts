import os from 'node:os';
import path from 'node:path';
import { DEBUG_TYPE } from '../debugType.ts';
import type { CompleteLaunch, LaunchAttributes } from '../launchDefaults.ts';
import { Problem } from '../problem.ts';

/** Where the program finds the folder of the exchange. */
const EXCHANGE_POINT = '/run/wasix-tests';

/** What of a configuration is about its own program, and not about what that program needs. */
const OF_THE_PROGRAM = new Set([
  ...['program', 'module', 'args', 'stopOnEntry', 'console', 'serverReadyAction', 'autoReload'],
  ...['preLaunchTask', 'postDebugTask', 'presentation', 'internalConsoleOptions'],
]);

/** A folder of the workspace, by its path. */
interface Folder {
  readonly name: string;
  readonly path: string;
}

/**
 * The attributes that tests share with a program of the user's: packages, environment, mounts and
 * the like.
 *
 * @param configurations what the folder's `launch.json` has.
 * @param name of the one that is meant; none if it is empty.
 * @throws Problem when there is none of that name.
 */
export function sharedAttributes(
  configurations: readonly LaunchAttributes[],
  name: string,
  folder: Folder,
): LaunchAttributes {
  if (name === '') return {};
  const found = configurations.find(each => each.name === name && each.type === DEBUG_TYPE);
  if (found === undefined || found.request === 'attach') {
    throw new Problem(
      'There is no launch configuration "{0}" of the type "wasix-python" in the folder {1}, as the setting wasixPython.testing.configuration says.',
      name,
      folder.name,
    );
  }
  const shared = Object.entries(found).filter(([attribute]) => !OF_THE_PROGRAM.has(attribute));
  return substitute(Object.fromEntries(shared), folder) as LaunchAttributes;
}

/** How the tests are launched. */
export function testLaunch(
  shared: LaunchAttributes,
  folder: Folder,
  places: { readonly runner: string; readonly exchange: string },
): CompleteLaunch {
  const { packages, mounts } = shared;
  return {
    cwd: folder.path,
    ...shared,
    type: DEBUG_TYPE,
    request: 'launch',
    name: `WASIX Python: ${folder.name}`,
    module: 'wasix_tests',
    args: [EXCHANGE_POINT],
    // A package is imported, and read alone.
    packages: [...(Array.isArray(packages) ? packages : []), places.runner],
    mounts: [
      ...(Array.isArray(mounts) ? mounts : []),
      { source: places.exchange, target: EXCHANGE_POINT },
    ],
  };
}

/** Replaces those of VS Code's variables that need nobody to be asked. */
function substitute(value: unknown, folder: Folder): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{([^}]*)\}/g, whole => valueOfVariable(whole, folder));
  }
  if (Array.isArray(value)) return value.map(each => substitute(each, folder));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, substitute(inner, folder)]),
  );
}

function valueOfVariable(variable: string, folder: Folder): string {
  const [, name = '', argument] = /^\$\{([^:}]*):?(.*)\}$/.exec(variable) ?? [];
  switch (name) {
    case 'workspaceFolder':
      return folder.path;
    case 'workspaceFolderBasename':
      return path.basename(folder.path);
    case 'userHome':
      return os.homedir();
    case 'pathSeparator':
    case '/':
      return path.sep;
    case 'env':
      return process.env[argument ?? ''] ?? '';
    default:
      throw new Problem('Tests cannot be run with {0} in their launch configuration.', variable);
  }
}
