import path from '#platform/path.ts';
import type { MountSpecification } from '../../runtime/hosting/mountSpecification.ts';
import type { NetworkGrant } from '../../runtime/network/network.ts';
import { defaultGuestPath } from '../python/guestPath.ts';
import {
  findPackages,
  PROJECT_PACKAGES,
  packageMounts,
  packagesIn,
  sitePackages,
} from '../python/packages.ts';
import type { RecordingWish } from '../python/recordingWish.ts';
import { defaultVersion, type PythonVersion } from '../python/versions.ts';
import type { LaunchConfiguration } from './launchConfiguration.ts';
import { PathMap } from './pathMap.ts';
import { workingFolderMount } from './workingFolder.ts';

/** What is started to be debugged: a Python command line, and all that it reaches. */
export interface DebuggedProgram {
  /** Which Python runs it. */
  readonly version: PythonVersion;
  /** Without the interpreter's own name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The current directory, in the guest. */
  readonly cwd: string;
  readonly mounts: readonly MountSpecification[];
  readonly network: NetworkGrant;
  /** Folders of this machine with packages, which it can import and read. */
  readonly packages: readonly string[];
  /** Whether the WebAssembly functions of each continuation can be told, which makes switches slower. */
  readonly takesNativeStacks: boolean;
  /** How it is recorded, if it is. */
  readonly recording?: RecordingWish | undefined;
}

/** What of this machine a program reaches by a launch configuration. */
export function reachOf(
  configuration: LaunchConfiguration,
): Pick<DebuggedProgram, 'mounts' | 'packages'> {
  return { mounts: grantedMounts(configuration), packages: packagesOf(configuration) };
}

/** The program that a launch configuration describes. */
export function programOf(configuration: LaunchConfiguration): DebuggedProgram {
  const { mounts, packages } = reachOf(configuration);
  const paths = new PathMap([...mounts, ...packageMounts(packages)]);
  return {
    version: configuration.python ?? defaultVersion(),
    args: commandLine(configuration, paths),
    env: configuration.env,
    cwd: paths.toGuest(configuration.cwd),
    mounts,
    network: configuration.network,
    packages,
    takesNativeStacks: configuration.showNativeFrames,
    recording: configuration.record,
  };
}

/**
 * Those that the configuration names, and those that belong to the program. What was installed for
 * WASIX Python comes before the environments of a native one: of those, the selected one first.
 */
function packagesOf(configuration: LaunchConfiguration): string[] {
  const { packages, pythonEnvironment, program, cwd } = configuration;
  const folders = program === undefined ? [cwd] : [path.dirname(program), cwd];
  const named = packages.flatMap(folder => packagesIn(path.resolve(cwd, folder)));
  const found = findPackages(folders);
  if (pythonEnvironment === '') return [...named, ...found];
  const selected = sitePackages(path.resolve(cwd, pythonEnvironment));
  const installed = found.filter(folder => path.basename(folder) === PROJECT_PACKAGES);
  return [...new Set([...named, ...installed, ...selected, ...found])];
}

/** The folders that the program reaches. */
function grantedMounts(configuration: LaunchConfiguration): MountSpecification[] {
  const { program, cwd, mounts } = configuration;
  const folders = program === undefined ? [cwd] : [cwd, path.dirname(program)];
  const granted = mounts.map(
    ({ source, target, readOnly }): MountSpecification => ({
      kind: 'directory',
      point: target ?? defaultGuestPath(source),
      source: path.resolve(source),
      isReadOnly: readOnly,
    }),
  );
  return [...granted, ...folders.map(folder => workingFolderMount(folder, granted))];
}

function commandLine(configuration: LaunchConfiguration, paths: PathMap): string[] {
  const { program, module, args, pythonArgs } = configuration;
  const target =
    program === undefined ? ['-m', String(module)] : [paths.toGuest(path.resolve(program))];
  return [...pythonArgs, ...target, ...args];
}
