import * as z from 'zod';
import { files } from '#platform/files.ts';
import path from '#platform/path.ts';
import { surroundings } from '#platform/surroundings.ts';
import { NETWORK_GRANTS } from '../../runtime/network/network.ts';
import {
  noSuchFile,
  noSuchFolder,
  nothingToRun,
  openQuotation,
  programIsNoFile,
  recordingIsNoFile,
  relativeMountTarget,
  secretRecorded,
  severalPrograms,
  wrongAttribute,
} from '../errors.ts';
import { type RecordingWish, secretAmong } from '../python/recordingWish.ts';
import { isVersion, PYTHON_VERSIONS } from '../python/versions.ts';
import { readEnvironmentFile } from './environmentFile.ts';
import { splitShellWords } from './shellWords.ts';

/** How many threads a client is shown at most, unless the configuration says otherwise. */
const DEFAULT_MAXIMUM_THREADS = 1_000;

/** How much memory replays take that are kept, in megabytes, unless the configuration says otherwise. */
const DEFAULT_REPLAY_MEMORY = 512;

/** Which files a program that is reloaded is started again for, if it has loaded them. */
export const RELOADED: readonly string[] = ['**/*.py', '**/*.pyw'];

function patterns(description: string) {
  return z.array(z.string()).optional().meta({ description });
}

function presentationMode(description: string, usual: 'group' | 'inline' = 'group') {
  return z.enum(['group', 'inline', 'hide']).default(usual).meta({ description });
}

/**
 * The attributes of a launch configuration. The extension's manifest gets its
 * schema from here (`npm run build`), with `expected` left out: that is how an
 * error says what the attribute must be.
 */
export const launchAttributes = z.object({
  program: z.string().optional().meta({
    expected: 'a path',
    description: 'Path of the Python file to debug.',
  }),
  module: z.string().optional().meta({
    expected: 'the name of a module',
    description: 'Name of the module to debug, as after `python -m`. Instead of `program`.',
  }),
  replay: z.string().optional().meta({
    expected: 'a path',
    description:
      'Path of a recording that `wasix-python run --record` has made: debugs that run again, forwards and backwards. Instead of `program`.',
  }),
  replayMemory: z.number().int().positive().default(DEFAULT_REPLAY_MEMORY).meta({
    expected: 'a whole number above 0',
    description:
      'How many megabytes of memory replays may take that are kept at earlier moments of a recording, so as to go back quickly.',
  }),
  args: z
    .union([z.array(z.string()), z.string()])
    .default([])
    .meta({
      expected: 'a list of strings, or one string',
      description:
        'Arguments of the program. One string is divided as a shell does, without expanding anything.',
    }),
  python: z
    .enum(PYTHON_VERSIONS)
    .optional()
    .meta({
      expected: PYTHON_VERSIONS.map(version => `"${version}"`).join(' or '),
      description: 'Version of Python that runs the program.',
    }),
  pythonArgs: z.array(z.string()).default([]).meta({
    expected: 'a list of strings',
    description: 'Options of the interpreter, such as `["-X", "dev"]`.',
  }),
  cwd: z.string().optional().meta({
    expected: 'a path',
    description:
      'Folder in which the program starts, which it can read and change. By default the workspace folder.',
  }),
  env: z.record(z.string(), z.string()).default({}).meta({
    expected: 'an object whose values are strings',
    description: 'Environment variables of the program. It gets none of the editor’s.',
  }),
  envFile: z.string().optional().meta({
    expected: 'a path',
    description:
      'Path of a file with environment variables of the program, one `NAME=value` a line. Those of `env` go before.',
  }),
  mounts: z
    .array(
      z.object({
        source: z.string().meta({ description: 'Path of the folder on this machine.' }),
        target: z
          .string()
          .optional()
          .meta({ description: 'Where the program finds it. By default the same path.' }),
        readOnly: z
          .boolean()
          .default(false)
          .meta({ description: 'Whether the program may only read it.' }),
      }),
    )
    .default([])
    .meta({
      expected: 'a list of objects with "source", and perhaps "target" and "readOnly"',
      description:
        'Further folders that the program reaches, beside `cwd` and the folder of `program`.',
    }),
  network: z.enum(NETWORK_GRANTS).default('loopback').meta({
    expected: '"off", "loopback" or "all"',
    description:
      'What the program reaches by sockets: nothing, this machine alone, or all that this machine reaches.',
  }),
  packages: z.array(z.string()).default([]).meta({
    expected: 'a list of paths',
    description:
      'Folders of packages, or virtual environments, for the program to import from. `.venv`, `venv` and `.wasix-packages` in its folder or `cwd` are found without.',
  }),
  pythonEnvironment: z.string().default('').meta({
    expected: 'a path',
    description:
      'Virtual environment whose packages in pure Python the program imports, after those of `packages` and `.wasix-packages`. By default the one that is selected in the Python extension; none if it is empty.',
  }),
  stopOnEntry: z.boolean().default(false).meta({
    expected: 'true or false',
    description: 'Stop at the first line of the program.',
  }),
  justMyCode: z.boolean().default(true).meta({
    expected: 'true or false',
    description: 'Step over, and do not stop at exceptions in, the standard library and packages.',
  }),
  rules: z
    .array(
      z
        .object({
          path: z
            .string()
            .optional()
            .meta({ description: 'Pattern of paths, such as `**/vendor/**`.' }),
          module: z
            .string()
            .optional()
            .meta({ description: 'Name of a module, which counts for all below it, too.' }),
          include: z.boolean().meta({ description: 'Whether it is your own code.' }),
        })
        .refine(({ path, module }) => (path === undefined) !== (module === undefined)),
    )
    .default([])
    .meta({
      expected: 'a list of objects with "include" and either "path" or "module"',
      description:
        'Parts of the program that count as your own code, or do not. The first rule that applies to a file decides, whatever `justMyCode` says.',
    }),
  showReturnValue: z.boolean().default(true).meta({
    expected: 'true or false',
    description: 'Show what the calls have returned that a step passed over.',
  }),
  showNativeFrames: z.boolean().default(false).meta({
    expected: 'true or false',
    description:
      'Show the WebAssembly functions of each continuation beneath its Python frames. Makes switches slower.',
  }),
  variablePresentation: z
    .object({
      special: presentationMode('Names of the language, such as `__name__`.'),
      function: presentationMode('Functions.'),
      class: presentationMode('Classes.'),
      protected: presentationMode('Names that begin with an underscore.', 'inline'),
    })
    .prefault({})
    .meta({
      expected: 'an object such as {"special": "hide"}, of "group", "inline" and "hide"',
      description:
        'How variables of these kinds are shown: in a group of their own, among the others, or not at all.',
    }),
  console: z
    .enum(['internalConsole', 'integratedTerminal', 'externalTerminal'])
    .default('internalConsole')
    .meta({
      expected: '"internalConsole", "integratedTerminal" or "externalTerminal"',
      description:
        'Where the output of the program goes: to the Debug Console, which has no input for it, or to a terminal, which has.',
    }),
  autoReload: z
    .union([
      z.boolean(),
      z.object({
        enable: z.boolean().default(true).meta({ description: 'Whether to do so.' }),
        include: patterns(
          'Patterns of files, such as `**/*.html`. By default the Python files that the program has loaded.',
        ),
        exclude: patterns('Patterns of files and folders that are not watched, such as `logs`.'),
      }),
    ])
    .default(false)
    .meta({
      expected: 'true, false or an object with "enable", "include" and "exclude"',
      description:
        'Whether to start the program again when a file changes that it has loaded, below `cwd` or the folder of `program`; or for which files. While it stands still, it is left alone. One that has failed is started again after the next change.',
    }),
  record: z
    .union([
      z.string(),
      z.object({
        file: z.string().meta({ description: 'Path of the recording.' }),
        secrets: z.boolean().default(false).meta({
          description:
            'Whether to record environment variables, too, whose names tell that they are secrets.',
        }),
        hide: z.array(z.string()).default([]).meta({
          description:
            'Names of environment variables whose values are not recorded. A replay has to be given them.',
        }),
        files: z.boolean().default(true).meta({
          description:
            'Whether to record what the program reads of files that it does not change. If not, a replay needs them where they are, as they are.',
        }),
        checks: z.number().int().positive().optional().meta({
          description:
            'A replay compares memory each so many system calls. By default as often as costs nothing.',
        }),
      }),
    ])
    .optional()
    .meta({
      expected:
        'a path or an object with "file", and perhaps "secrets", "hide", "files" and "checks"',
      description:
        'Path of a file to record the run in, the debugger’s part included, for `wasix-python replay`; or how to record it.',
    }),
  maxThreads: z.number().int().positive().default(DEFAULT_MAXIMUM_THREADS).meta({
    expected: 'a whole number above 0',
    description:
      'How many continuations are shown as threads at first. All of them can run, and one that stops, or is asked for, is shown, too.',
  }),
  threadFilter: z.array(z.string()).default([]).meta({
    expected: 'a list of strings',
    description:
      'Names of the continuations that are shown as threads, such as `worker*`; with `!` before, of those that are not. The main and the active one always are.',
  }),
  tasks: z.enum(['threads', 'tree', 'off']).optional().meta({
    expected: '"threads", "tree" or "off"',
    description:
      'How tasks of asyncio that are not done are shown: as threads and in the Continuations view, in that view alone, or not at all. By default as threads while there are at most 50.',
  }),
  logToFile: z.union([z.boolean(), z.string()]).default(false).meta({
    expected: 'true, false or a path',
    description:
      'Whether to write what the editor and the debugger say to each other to a file, without secrets; or the path of the file.',
  }),
  token: z.string().optional().meta({
    expected: 'a string',
    description:
      'The token that `debug-adapter.js --port` printed, when `debugServer` is its port. The extension finds that of your own adapter on this machine by itself.',
  }),
});

/** The attributes of a configuration that attaches to a running program. */
export const attachAttributes = z.object({
  host: z.string().default('127.0.0.1').meta({
    expected: 'a host name',
    description: 'Host on which `wasix-python debug --listen` runs the program.',
  }),
  port: z.number().int().positive().default(5678).meta({
    expected: 'a port number',
    description: 'Port that it listens on.',
  }),
  token: z.string().optional().meta({
    expected: 'a string',
    description:
      'The token that it printed. The extension finds that of your own program on this machine by itself.',
  }),
  pathMappings: z
    .array(
      z.object({
        localRoot: z.string().meta({ description: 'Folder on the machine of the editor.' }),
        remoteRoot: z.string().meta({ description: 'The same folder, as the program has it.' }),
      }),
    )
    .default([])
    .meta({
      expected: 'a list of objects with "localRoot" and "remoteRoot"',
      description:
        'Folders that the program has elsewhere than the editor, such as on another machine.',
    }),
  ...launchAttributes.pick({
    justMyCode: true,
    rules: true,
    showReturnValue: true,
    variablePresentation: true,
    maxThreads: true,
    threadFilter: true,
    tasks: true,
  }).shape,
});

/** What of a configuration holds while a program is being debugged. */
export type SessionConfiguration = Omit<
  z.output<typeof attachAttributes>,
  'host' | 'port' | 'token' | 'pathMappings'
> & {
  readonly stopOnEntry: boolean;
  readonly showNativeFrames: boolean;
};

/** An attach configuration that holds what it should. */
export type AttachConfiguration = SessionConfiguration &
  Pick<z.output<typeof attachAttributes>, 'pathMappings'>;

/**
 * Checks what a client sent with `attach`.
 *
 * @throws DebugError with one sentence for the user.
 */
export function parseAttachConfiguration(input: unknown): AttachConfiguration {
  const attributes = check(attachAttributes, input);
  return { ...attributes, stopOnEntry: false, showNativeFrames: false };
}

/** A launch configuration that holds what it should. */
export type LaunchConfiguration = Omit<
  z.output<typeof launchAttributes>,
  'args' | 'cwd' | 'envFile' | 'record'
> & {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly record: RecordingWish | undefined;
};

/**
 * Checks what a client sent with `launch`.
 *
 * @throws DebugError with one sentence for the user.
 */
export function parseLaunchConfiguration(input: unknown): LaunchConfiguration {
  const attributes = check(launchAttributes, input);
  const { program, module, replay } = attributes;
  const [named, other] = Object.entries({ program, module, replay })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (named === undefined) throw nothingToRun();
  if (other !== undefined) throw severalPrograms(named, other);
  if (program !== undefined) requireFile('program', program);
  if (replay !== undefined) requireFile('replay', replay);
  const cwd =
    attributes.cwd ?? (program === undefined ? surroundings.folder : path.dirname(program));
  requireFolder('cwd', cwd);
  for (const folder of attributes.packages) requireFolder('packages', path.resolve(cwd, folder));
  for (const mount of attributes.mounts) {
    requireFolder('mounts', mount.source);
    if (mount.target !== undefined && !mount.target.startsWith('/')) {
      throw relativeMountTarget(mount.target);
    }
  }
  const { envFile, ...rest } = attributes;
  const env = { ...readVariables(envFile, cwd), ...attributes.env };
  const record = recordingIn(attributes, cwd);
  const secret = record && secretAmong(env, record);
  if (secret !== undefined) throw secretRecorded(secret);
  return { ...rest, args: wordsOf(attributes.args), env, cwd, record };
}

function recordingIn(
  { record, replay }: Pick<z.output<typeof launchAttributes>, 'record' | 'replay'>,
  cwd: string,
): RecordingWish | undefined {
  if (record === undefined) return undefined;
  if (replay !== undefined) throw severalPrograms('record', 'replay');
  const wish = typeof record === 'string' ? { file: record } : record;
  return { ...wish, file: path.resolve(cwd, wish.file) };
}

function wordsOf(args: string | readonly string[]): readonly string[] {
  if (typeof args !== 'string') return args;
  const words = splitShellWords(args);
  if (words === undefined) throw openQuotation(args);
  return words;
}

function readVariables(envFile: string | undefined, cwd: string): Record<string, string> {
  // One that is named by a variable which stands for nothing.
  if (envFile === undefined || envFile === '') return {};
  // The file asks for what it takes from outside by name, as nothing else does.
  return readEnvironmentFile(path.resolve(cwd, envFile), surroundings.environment);
}

function check<Attributes extends z.ZodObject>(
  attributes: Attributes,
  input: unknown,
): z.output<Attributes> {
  const given = Object.entries(input as object).filter(
    // Some clients write null for what is not set, and debugpy's "python" is an interpreter's path.
    ([name, value]) => value !== null && (name !== 'python' || isVersion(value)),
  );
  const result = attributes.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw describeIssue(attributes.shape, result.error.issues[0] as z.core.$ZodIssue, input);
}

function describeIssue(
  shape: Record<string, z.core.$ZodType>,
  issue: z.core.$ZodIssue,
  input: unknown,
): Error {
  const name = String(issue.path[0] ?? 'arguments');
  const attribute = shape[name] as z.ZodType | undefined;
  const expected = String(attribute?.meta()?.expected ?? 'an object');
  const value = (input as Record<string, unknown>)[name];
  return wrongAttribute(name, expected, value);
}

function requireFile(attribute: 'program' | 'replay', file: string): void {
  const look = files.look(file);
  if (look === undefined) throw noSuchFile(attribute, file);
  if (look.isFile) return;
  throw attribute === 'program' ? programIsNoFile(file) : recordingIsNoFile(file);
}

function requireFolder(attribute: string, folder: string): void {
  if (!files.look(folder)?.isFolder) throw noSuchFolder(attribute, folder);
}
