import path from '#platform/path.ts';
import { DEBUG_TYPE } from './debugType.ts';
import { Problem } from './problem.ts';

/** What a launch configuration holds, in `launch.json` or in a call; nothing of it is checked yet. */
export interface LaunchAttributes {
  readonly [attribute: string]: unknown;
}

/** One that VS Code can start. */
export interface CompleteLaunch extends LaunchAttributes {
  readonly type: string;
  readonly request: string;
  readonly name: string;
}

/** The document that the user looks at. */
export interface ActiveDocument {
  /** Its path, or its name when it is no file. */
  readonly path: string;
  /** VS Code's identifier of its language. */
  readonly language: string;
  /** `file` for a file of the machine that the extension runs on, `untitled` for one never saved. */
  readonly scheme: string;
  /** Whether a program can be run from where it is. */
  readonly isReachable: boolean;
}

/** A reason not to start. */
export class LaunchProblem extends Problem {}

/**
 * Fills in what a configuration leaves out: the file that the user looks at as
 * its program, the workspace folder as where it starts. VS Code's variables,
 * such as `${file}`, still stand in it.
 *
 * @param configuration empty when there is no `launch.json`.
 * @throws LaunchProblem when there is nothing to debug.
 */
export function fillLaunch(
  configuration: LaunchAttributes,
  workspaceFolder: string | undefined,
  document: ActiveDocument | undefined,
): CompleteLaunch {
  const { request, program, module, replay } = configuration;
  if (request === 'attach') {
    return { type: DEBUG_TYPE, request, name: 'WASIX Python: Attach', ...configuration };
  }
  if (request !== undefined && request !== 'launch') {
    throw new LaunchProblem(
      'The configuration\'s "request" must be "launch" or "attach", not {0}.',
      JSON.stringify(request),
    );
  }
  const named = program ?? module ?? replay;
  const lacksProgram = named === undefined;
  const target = lacksProgram ? requirePythonFile(document) : String(named);
  return {
    type: DEBUG_TYPE,
    request: 'launch',
    name: `WASIX Python: ${path.basename(target)}`,
    ...(lacksProgram ? { program: target } : {}),
    ...(workspaceFolder === undefined ? {} : { cwd: workspaceFolder }),
    ...configuration,
  };
}

/**
 * Makes the paths of a configuration absolute; a relative one starts in the
 * workspace folder, or in `cwd` when the configuration sets that. VS Code's
 * variables must be substituted by then.
 *
 * Values of the wrong type are left for the debug adapter, which tells what is
 * wrong with them.
 */
export function resolvePaths<Launch extends LaunchAttributes>(
  configuration: Launch,
  workspaceFolder: string | undefined,
): Launch {
  const cwd = absolute(configuration.cwd, workspaceFolder);
  const base = typeof cwd === 'string' ? cwd : workspaceFolder;
  const { program, replay, mounts } = configuration;
  return {
    ...configuration,
    ...(cwd === undefined ? {} : { cwd }),
    ...(program === undefined ? {} : { program: absolute(program, base) }),
    ...(replay === undefined ? {} : { replay: absolute(replay, base) }),
    ...(Array.isArray(mounts) ? { mounts: mounts.map(mount => resolveMount(mount, base)) } : {}),
  };
}

function requirePythonFile(document: ActiveDocument | undefined): string {
  if (document?.language !== 'python') {
    throw new LaunchProblem(
      'There is no Python file to debug: open one, or name it as "program" in a launch configuration.',
    );
  }
  if (document.scheme === 'untitled') {
    throw new LaunchProblem('{0} is not a file yet: save it, then debug it.', document.path);
  }
  if (!document.isReachable) {
    throw new LaunchProblem(
      '{0} is not a file on disk (but "{1}"): save a copy of it, then debug that.',
      document.path,
      document.scheme,
    );
  }
  return document.path;
}

function absolute(file: unknown, base: string | undefined): unknown {
  if (typeof file !== 'string' || file === '' || base === undefined) return file;
  return path.resolve(base, file);
}

function resolveMount(mount: unknown, base: string | undefined): unknown {
  if (typeof mount !== 'object' || mount === null || !('source' in mount)) return mount;
  return { ...mount, source: absolute(mount.source, base) };
}
