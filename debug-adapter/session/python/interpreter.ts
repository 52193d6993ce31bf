import type { NetworkGrant } from '../../runtime/network/network.ts';
import type { MountSpecification } from '../../runtime/node/guestMessages.ts';
import type { GuestWorkerOptions } from '../../runtime/node/guestWorker.ts';
import { type PythonDistribution, SHARED_MODULES } from './distribution.ts';
import { packageMounts } from './packages.ts';
import { pythonCodeFile } from './pythonCode.ts';
import { guestLibrary } from './versions.ts';

/** Where the interpreter finds itself, in the guest. */
const EXECUTABLE = '/usr/bin/python3';

/** How the interpreter is told of folders of packages. */
const PACKAGES_VARIABLE = 'WASIX_PYTHON_PACKAGES';

/** A Python to be started: its command line without the interpreter's own name. */
export interface PythonCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The current directory, in the guest. */
  readonly cwd: string;
  readonly mounts: readonly MountSpecification[];
  readonly network: NetworkGrant;
  /** Folders of this machine with packages, which it can import and read. */
  readonly packages: readonly string[];
}

/** The guest that runs a Python command. */
export function pythonGuest(
  python: PythonDistribution,
  command: PythonCommand,
): Pick<
  GuestWorkerOptions,
  'program' | 'codeFile' | 'args' | 'env' | 'cwd' | 'mounts' | 'network'
> {
  const found = packageMounts(command.packages);
  const packages = found.map(({ point }) => point);
  const library = guestLibrary(python.version);
  return {
    program: python.interpreter,
    codeFile: pythonCodeFile(python),
    args: [EXECUTABLE, ...command.args],
    env: {
      HOME: '/',
      LANG: 'C.UTF-8',
      PATH: '/usr/bin',
      // The line editor of newer Pythons needs termios, which WASIX has not.
      PYTHON_BASIC_REPL: '1',
      ...command.env,
      ...(packages.length > 0 ? { [PACKAGES_VARIABLE]: packages.join(':') } : {}),
    },
    cwd: command.cwd,
    network: command.network,
    mounts: [
      { kind: 'zip', point: library, source: python.library },
      {
        kind: 'directory',
        point: `${library}/${SHARED_MODULES}`,
        source: python.sharedModules,
        isReadOnly: true,
      },
      ...command.mounts,
      ...found,
    ],
  };
}
