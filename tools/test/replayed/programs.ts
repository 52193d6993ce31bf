/** The programs that `npm run test:replay` records and replays. */
import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  PROGRAMS,
  type Recordings,
  type Use,
} from '../../../debug-adapter/cli/test/recordedRun.ts';
import { type CommandRun, RunningCommand } from '../../../debug-adapter/cli/test/runningCommand.ts';
import { obtainGevent } from '../../../debug-adapter/python/gevent/geventPackage.ts';
import {
  compileTestModules,
  installTestModules,
} from '../../../debug-adapter/python/sideModules/test/testModules.ts';
import type { PythonVersion } from '../../../debug-adapter/session/python/versions.ts';
import { OWN_DATABASE } from '../../../samples/test/sample.ts';
import { samplePackages } from '../../samplePackages.ts';
import { takeCertificates } from '../certificates.ts';
import { pythonWithPip } from '../pythonWithPip.ts';
import { converse, sendSignals, typeIntoPrompt, useOrderService, useTodoService } from './uses.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SAMPLES = path.join(ROOT, 'samples');
const TLS = path.join(ROOT, 'debug-adapter/cli/test/tls');
const SIDE_MODULES = path.join(ROOT, 'debug-adapter/python/sideModules/test');

/** A program that is recorded. */
export interface RecordedProgram {
  /**
   * Puts what it needs into the folder that it runs in.
   * @returns its command line: options of `run`, then Python's.
   */
  readonly prepare: (folder: string, python: PythonVersion) => Promise<readonly string[]>;
  /** By which versions of Python; by default by all. */
  readonly versions?: readonly PythonVersion[];
  /** By default it gets a few lines as input. */
  readonly use?: Use;
  /** By default 0. */
  readonly exitCode?: number;
}

/** What ends one of {@link PROGRAMS} otherwise, or uses it. */
const SPECIAL: Readonly<Record<string, Omit<RecordedProgram, 'prepare'>>> = {
  conversation: { use: converse },
  crash: { exitCode: 134 },
  exceptions: { exitCode: 1 },
  exits_at_once: { exitCode: 7 },
  outside_signals: { use: sendSignals, exitCode: 3 },
  signal_waits: { exitCode: 130 },
  uncaught: { exitCode: 1 },
  unhandled_signal: { exitCode: 143 },
};

/** Programs of that folder that others prepare. */
const PREPARED_ELSEWHERE = new Set(['test_sums', 'use_gevent']);

function programFiles(): Record<string, RecordedProgram> {
  const names = readdirSync(PROGRAMS)
    .filter(file => file.endsWith('.py'))
    .map(file => path.basename(file, '.py'))
    .filter(name => !PREPARED_ELSEWHERE.has(name));
  return Object.fromEntries(
    names.map(name => {
      const prepare = async (): Promise<string[]> => [path.join(PROGRAMS, `${name}.py`)];
      return [name, { prepare, ...SPECIAL[name] }];
    }),
  );
}

function sample(name: string): string {
  return path.join(SAMPLES, name, 'main.py');
}

/** A sample that imports nothing of others. */
function plainSample(name: string): RecordedProgram {
  return { prepare: async () => [sample(name)] };
}

function tlsProgram(name: string): RecordedProgram {
  return {
    prepare: async folder => {
      takeCertificates(folder);
      cpSync(TLS, folder, { recursive: true });
      return [`use_${name}.py`];
    },
  };
}

function nativeProgram(name: string): RecordedProgram {
  return {
    prepare: async (folder, python) => {
      await installTestModules(await compileTestModules(python), folder);
      cpSync(SIDE_MODULES, folder, { recursive: true, filter: file => !/\.(c|cpp)$/.test(file) });
      return ['run_elsewhere.py', 'greenlet-in-thread', `use_${name}.py`];
    },
  };
}

/** Copies one of {@link PROGRAMS} into a folder. */
function copyProgram(name: string, folder: string): void {
  cpSync(path.join(PROGRAMS, name), path.join(folder, name), { recursive: true });
}

async function installByPip(
  folder: string,
  python: PythonVersion,
  ...packages: string[]
): Promise<void> {
  const pip = ['pip', 'install', '--no-index', ...packages];
  const command = new RunningCommand(pip, {
    folder,
    env: {
      PATH: `${await pythonWithPip()}:${process.env.PATH}`,
      PIP_CONFIG_FILE: '/dev/null',
      WASIX_PYTHON_VERSION: python,
    },
  });
  command.endInput();
  const { code, stderr } = await command.ended;
  if (code !== 0) throw new Error(`pip cannot install ${packages}: ${stderr}`);
}

/**
 * Records a program, which has to end as it is known to.
 *
 * @param options of `run`.
 */
export async function recordProgram(
  name: string,
  version: PythonVersion,
  recordings: Recordings,
  file: string,
  options: readonly string[] = [],
): Promise<CommandRun> {
  const { prepare, use, exitCode = 0 } = RECORDED[name] as RecordedProgram;
  const program = await prepare(recordings.folder, version);
  const all = ['--python', version, ...options, ...program];
  const recorded = await (use === undefined
    ? recordings.record(file, ...all)
    : recordings.recordUse(file, all, use));
  if (recorded.code !== exitCode) {
    throw new Error(`it ended with ${recorded.code}, and not ${exitCode}:\n${recorded.stderr}`);
  }
  return recorded;
}

/** All programs by their names. */
export const RECORDED: Readonly<Record<string, RecordedProgram>> = {
  ...programFiles(),
  'sample switch': plainSample('switch'),
  'sample producer-consumer': plainSample('producer-consumer'),
  'sample scheduler': plainSample('scheduler'),
  'sample gevent-style': plainSample('gevent-style'),
  'sample time-travel': plainSample('time-travel'),
  'sample sqlalchemy-async': {
    prepare: async () => ['--packages', await samplePackages(), sample('sqlalchemy-async')],
  },
  'sample fastapi-sqlalchemy': {
    prepare: async () => [
      ...['--packages', await samplePackages(), '--env', `TODOS_FILE=${OWN_DATABASE}`],
      ...[sample('fastapi-sqlalchemy'), '--port', '0'],
    ],
    // Its Pydantic does not know the newer one.
    versions: ['3.13'],
    use: useTodoService,
    // Uvicorn sends itself the signal again when it has closed everything.
    exitCode: 143,
  },
  'sample gevent-service': {
    prepare: async (folder, python) => {
      // The folder of the sample has packages for one version.
      cpSync(sample('gevent-service'), path.join(folder, 'main.py'));
      const { packages } = await obtainGevent(python);
      return ['--packages', packages, 'main.py', '--port', '0'];
    },
    use: useOrderService,
    exitCode: 130,
  },
  'packages of pip': {
    prepare: async (folder, python) => {
      await installByPip(folder, python, 'gevent');
      copyProgram('use_gevent.py', folder);
      return ['use_gevent.py'];
    },
  },
  ...Object.fromEntries(
    ['asyncio', 'greenlets', 'hashes', 'https', 'threads'].map(name => [
      `TLS of ${name}`,
      tlsProgram(name),
    ]),
  ),
  ...Object.fromEntries(
    ['catcher', 'jumper', 'stateful', 'streamer', 'switcher'].map(name => [
      `native ${name}`,
      nativeProgram(name),
    ]),
  ),
  'a module': {
    prepare: async folder => {
      copyProgram('report', folder);
      return ['-m', 'report', 'an argument', 'and "another"'];
    },
  },
  'a module of tests': {
    prepare: async folder => {
      copyProgram('test_sums.py', folder);
      return ['-X', 'dev', '-W', 'error', '-m', 'unittest', '-v', 'test_sums'];
    },
  },
  'a piece of code': {
    prepare: async () => [
      ...['--env', 'PYTHONHASHSEED=random', '-X', 'importtime', '-O', '-c'],
      'import sys, random; print(sys.argv, random.random(), {"a", "b", "c"}, __debug__)',
      'an argument',
    ],
  },
  'a prompt': { prepare: async () => ['-i'], use: typeIntoPrompt },
};
