import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';
import {
  distributionFolder,
  pythonRelease,
  wheelsAtHand,
} from '../../session/node/distribution.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import { type MissingPackage, PLATFORM } from './missingPackage.ts';

/** What this machine may call its Python. */
const PYTHONS = ['python3', 'python', 'py'];

/** Settings for installations elsewhere, which would keep pip from a folder of the project. */
const OVERRULED = { PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };

/** What pip is told of the Python that packages are for. */
export interface Installation {
  readonly version: PythonVersion;
  /** Of an index beside pip's own. */
  readonly wheelIndex: string | undefined;
  /** Where pip puts packages. */
  readonly target: string;
  /** Packages that are taken for being there. */
  readonly standIns?: readonly StandIn[];
  /** Whether nobody watches, and nothing is printed. */
  readonly isSilent?: boolean;
}

/** A package in which there is nothing. */
export interface StandIn {
  readonly name: string;
  readonly version: string;
}

/** How pip ended. */
export interface PipOutcome {
  readonly code: number;
  /** Packages that it could not have, of which it has said nothing. */
  readonly missing: readonly MissingPackage[];
  /** What it has printed on standard error, where nobody watches. */
  readonly errors: string;
}

/** What a `pyproject.toml` says of its project. */
export interface ProjectTable {
  readonly name: string | null;
  /** Null where the build of the project tells, or a table of that tool's own. */
  readonly dependencies: readonly string[] | null;
  /** The versions of Python that it is for. */
  readonly requiresPython: string | null;
  readonly isForPython: boolean;
}

/** The pip of this machine's Python, with its own settings. */
export class MachinePip {
  readonly #python: string;

  private constructor(python: string) {
    this.#python = python;
  }

  /** @returns undefined when there is none. */
  static find(): MachinePip | undefined {
    const python = PYTHONS.find(
      name => spawnSync(name, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0,
    );
    return python === undefined ? undefined : new MachinePip(python);
  }

  /** Runs it as it is. @returns its exit code. */
  run(args: readonly string[]): number {
    return this.#spawn(['-m', 'pip', ...args], 'inherit').status ?? 1;
  }

  /** Installs packages for WASIX Python. @param args what else belongs after `pip install`. */
  install(args: readonly string[], installation: Installation): PipOutcome {
    const { version, wheelIndex, target, standIns = [], isSilent = false } = installation;
    const directory = new TemporaryDirectory();
    try {
      const outcome = path.join(directory.path, 'outcome.json');
      const request = path.join(directory.path, 'request.json');
      const folder = directory.path;
      const python = pythonRelease(version);
      const environment = markerEnvironment(version, python);
      writeFileSync(request, JSON.stringify({ environment, python, standIns, folder, outcome }));
      const { status, stderr } = this.#spawn(
        [
          ...[program(), request, 'install', ...wanted(version)],
          ...['--target', target, '--no-compile'],
          ...[...wheelsAtHand(version), ...(standIns.length > 0 ? [folder] : [])].flatMap(place => [
            '--find-links',
            place,
          ]),
          ...(wheelIndex === undefined ? [] : ['--extra-index-url', wheelIndex]),
          ...args,
        ],
        isSilent ? ['inherit', 'ignore', 'pipe'] : 'inherit',
      );
      const missing = existsSync(outcome) ? JSON.parse(readFileSync(outcome, 'utf8')) : [];
      return { code: status ?? 1, missing, errors: stderr ?? '' };
    } finally {
      directory.remove();
    }
  }

  /**
   * Reads a `pyproject.toml`.
   *
   * @throws Error that says why it cannot be read.
   */
  readProject(file: string, version: PythonVersion): ProjectTable {
    const args = [program(), '--project', file, pythonRelease(version)];
    const { status, stdout, stderr } = this.#spawn(args, 'pipe');
    if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
    return JSON.parse(stdout);
  }

  #spawn(args: readonly string[], stdio: 'inherit' | 'pipe' | ['inherit', 'ignore', 'pipe']) {
    const env = { ...process.env, ...OVERRULED };
    return spawnSync(this.#python, args, { stdio, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  }
}

/** The program that runs pip, beside this bundle. */
function program(): string {
  return path.join(distributionFolder(), 'wasix_pip.py');
}

/**
 * What pip is to look for: wheels for this platform and version, and in pure Python. It builds none,
 * which would run programs of the package on this machine.
 */
function wanted(version: PythonVersion): string[] {
  const abi = `cp${version.replace('.', '')}`;
  return [
    ...['--only-binary=:all:', '--platform', PLATFORM, '--implementation', 'cp'],
    ...[abi, 'abi3', 'none'].flatMap(each => ['--abi', each]),
    ...['--python-version', pythonRelease(version)],
  ];
}

/** What conditions of requirements are judged by: "Environment markers" in PyPA's specification. */
function markerEnvironment(version: PythonVersion, release: string): Record<string, string> {
  return {
    implementation_name: 'cpython',
    implementation_version: release,
    os_name: 'posix',
    platform_machine: 'wasm32',
    platform_python_implementation: 'CPython',
    platform_release: '0.0.0',
    platform_system: 'wasi',
    platform_version: '0.0.0',
    python_full_version: release,
    python_version: version,
    sys_platform: 'wasi',
  };
}
