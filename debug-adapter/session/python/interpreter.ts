import { pythonProgram } from '#platform/pythonProgram.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import type { NetworkGrant } from '../../runtime/network/network.ts';
import { packageMounts } from './packages.ts';
import { type PythonDistribution, SHARED_MODULES } from './pythonDistribution.ts';
import { guestLibrary } from './versions.ts';
import { zoneRules } from './zones.ts';

/** Where the interpreter finds itself, in the guest. */
const EXECUTABLE = '/usr/bin/python3';

/** How the interpreter is told of folders of packages. */
const PACKAGES_VARIABLE = 'WASIX_PYTHON_PACKAGES';

/** How the interpreter is told of time zones. */
const ZONES_VARIABLE = 'WASIX_PYTHON_ZONES';

/** What of C++'s library is not in the interpreter. */
const CXX_LIBRARY = 'libc++.so';

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

/** What is linked into the interpreter before it starts. */
interface PythonLibraries {
  /** See `LinkedProgram`. */
  readonly libraries: readonly string[];
}

/** The guest that runs a Python command. */
export function pythonGuest(
  python: PythonDistribution,
  command: PythonCommand,
): ReturnType<typeof pythonProgram> & Omit<PythonCommand, 'packages'> & PythonLibraries {
  const found = packageMounts(command.packages);
  const packages = found.map(({ point }) => point);
  const library = guestLibrary(python.version);
  const modules = `${library}/${SHARED_MODULES}`;
  return {
    ...pythonProgram(python),
    args: [EXECUTABLE, ...command.args],
    env: {
      HOME: '/',
      LANG: 'C.UTF-8',
      PATH: '/usr/bin',
      [ZONES_VARIABLE]: zoneRules(command.env.TZ),
      // The line editor of newer Pythons needs termios, which WASIX has not.
      PYTHON_BASIC_REPL: '1',
      ...command.env,
      ...(packages.length > 0 ? { [PACKAGES_VARIABLE]: packages.join(':') } : {}),
    },
    cwd: command.cwd,
    network: command.network,
    libraries: [`${modules}/${CXX_LIBRARY}`],
    mounts: [
      { kind: 'zip', point: library, source: python.library },
      {
        kind: 'directory',
        point: modules,
        source: python.sharedModules,
        isReadOnly: true,
      },
      ...command.mounts,
      ...found,
    ],
  };
}
