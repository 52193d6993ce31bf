import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { endProcess } from '../runtime/node/endProcess.ts';
import type { ThreadKind } from '../runtime/node/guestMessages.ts';
import { chooseToken, TOKEN_VARIABLE } from '../session/connection/access.ts';
import {
  DEBUG_TERMINAL_VARIABLE,
  type TerminalProgram,
} from '../session/connection/debugTerminal.ts';
import { compileForNextTime } from '../session/node/compiledPython.ts';
import { findPython, presentVersions } from '../session/node/distribution.ts';
import { recordingSpecification } from '../session/node/recordingSpecification.ts';
import { workingFolderMount } from '../session/program/workingFolder.ts';
import { findScript } from '../session/python/commandLine.ts';
import { defaultGuestPath } from '../session/python/guestPath.ts';
import { type PythonCommand, pythonGuest } from '../session/python/interpreter.ts';
import { findPackages, PROJECT_PACKAGES } from '../session/python/packages.ts';
import type { RecordingWish } from '../session/python/recordingWish.ts';
import { defaultVersion, type PythonVersion } from '../session/python/versions.ts';
import { aboutPython } from '../session/replay/recordedProgram.ts';
import {
  addGrants,
  addGuestOptions,
  addPackages,
  addPythonOptions,
  addRecordOptions,
  type Grants,
  type GuestFlags,
  type PythonFlags,
  repeatable,
  versionOption,
} from './commandOptions.ts';
import { parseVariable, readEnvironment } from './environment.ts';
import { runHere, runInForeground } from './foreground.ts';
import { type ListenAddress, parseListenAddress } from './listenAddress.ts';
import { parseFolder, parseMount } from './mounts.ts';
import { adoptPrepared, type Prepared } from './prepared.ts';
import { type RecordFlags, replayRecording, wishedRecording } from './recordings.ts';
import { readTerminalCommand } from './terminalCommand.ts';
import { WHEEL_INDEX_VARIABLE } from './wheelIndex.ts';

interface ModuleFlags extends GuestFlags {
  threads: ThreadKind;
}

interface ModelFlags extends Grants {
  packages: string[][];
  folder: string;
}

interface RunFlags extends PythonFlags, RecordFlags {}

interface ReplayFlags {
  env: string[];
  verbose?: true;
}

interface DebugFlags extends PythonFlags, RecordFlags {
  listen: ListenAddress;
  wait?: true;
  token?: string;
}

const USAGE_EXIT_CODE = 2;

/** What every WebAssembly module begins with. */
const WASM_MAGIC = Buffer.from('\0asm');

function buildCommands(prepared: Prepared, setExitCode: (code: number) => void): Command {
  const program = new Command('wasix-python')
    .description(
      'Runs Python and other WASIX programs in WebAssembly, with greenlets. Without a command: run.',
    )
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(wasix-python --help says more)');

  addRecordOptions(addPythonOptions(program.command('run', { isDefault: true })))
    .summary('run a Python program, a module, a piece of code, or an interactive prompt')
    .description(
      'Runs Python. What follows the options below is a Python command line: a file with its ' +
        'arguments, -c CODE, -m MODULE, any option of Python before them, or nothing for an ' +
        'interactive prompt.',
    )
    .usage('[options] [FILE | -c CODE | -m MODULE] [ARGS...]')
    .argument('[python...]', 'the Python command line')
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText(
      'after',
      '\nThe program reaches the current folder and the folder of FILE, which it can change unless\n' +
        'they lie in one that --mount names with :ro, a /tmp of its own that is gone when it ends,\n' +
        'and what --mount adds; no environment variables but those of --env.\n' +
        '\nExamples:\n' +
        '  wasix-python run app.py --verbose\n' +
        '  wasix-python run --mount ~/data:/data:ro --env API_KEY -m mypackage\n' +
        '  wasix-python -c "import greenlet; print(greenlet.getcurrent())"',
    )
    .action(async (args: string[], flags: RunFlags) => setExitCode(await runPython(args, flags)));

  program
    .command('replay')
    .summary('run a recorded program again, exactly as it ran')
    .description(
      'Runs a program again that `run --record` has recorded, to the same end: the order of its ' +
        'threads is the recorded one, and so is all that it is told of time, files and the network. ' +
        'Nothing is opened, written or waited for but the output, which is shown again. Its memory is ' +
        'compared on the way; a difference ends the replay.',
    )
    .argument('<file>', 'the recording')
    .option('--verbose', 'tell how much has been replayed and compared')
    .addOption(
      repeatable(
        '--env <name=value>',
        'give a variable that the recording hides, as it was; NAME alone passes on the value it has here',
        parseVariable,
      ),
    )
    .action(async (file: string, flags: ReplayFlags) => setExitCode(await replay(file, flags)));

  addRecordOptions(addPythonOptions(program.command('debug')))
    .summary('run a Python program that debug clients can attach to')
    .description(
      'Runs Python, as `run` does, and lets a client of the Debug Adapter Protocol attach to it, ' +
        'in VS Code by a configuration with "request": "attach". When the client leaves, the ' +
        'program goes on, and another one may come.',
    )
    .usage('[options] FILE | -c CODE | -m MODULE [ARGS...]')
    .argument('<python...>', 'the Python command line')
    .addOption(
      new Option(
        '--listen <host:port>',
        'where to wait for clients; port 0 takes a free one, which is printed',
      )
        .argParser(parseListenAddress)
        .default({ host: '127.0.0.1', port: 5678 }, '127.0.0.1:5678'),
    )
    .option('--wait', 'begin only when a client is attached')
    .option(
      '--token <text>',
      `what clients have to know, made up unless it is given; the environment variable ${TOKEN_VARIABLE} does the same, and is not seen in the list of processes`,
    )
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], flags: DebugFlags) =>
      setExitCode(await debugPython(args, flags, prepared)),
    );

  program
    .command('pip')
    .summary(`install packages for the programs of this folder, into ${PROJECT_PACKAGES}`)
    .description(
      "Runs this machine's pip, by its own settings, for packages in pure Python or compiled for " +
        'WASIX. For the latter it asks a second index as well: that of Wasmer, or the one that ' +
        `--wheel-index URL or the environment variable ${WHEEL_INDEX_VARIABLE} names, or none if ` +
        `that is empty. Packages are installed into ${PROJECT_PACKAGES} in the current folder, where programs find them, or ` +
        'to --target FOLDER. Run what they bring by its module: wasix-python -m uvicorn app:app',
    )
    .addOption(versionOption('the version of Python that the packages are for'))
    .usage(
      'install [PIP OPTIONS] PACKAGES... | list | uninstall PACKAGES... | check-platform [PIP OPTIONS] FILE',
    )
    .addHelpText(
      'after',
      '\ncheck-platform tells of each package whether it runs here, needs a wheel for WASIX, or cannot run,\n' +
        'and why. FILE is a requirements.txt, a pyproject.toml, or a folder with packages or a virtual\n' +
        'environment. It installs nothing; the exit code is 0 if all of them run, and 1 otherwise.',
    )
    .argument('<pip...>', 'what pip is to do')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], { python }: { python: PythonVersion }) =>
      setExitCode(await pip(args, python)),
    );

  program
    .command('language-server')
    .summary(
      'serve editors with what greenlets do in Python source, by the Language Server Protocol',
    )
    .description(
      'Runs the language server for an editor, which starts this and talks to it by standard ' +
        'input and output. It finds greenlets and switches, and mistakes; it runs no program.',
    )
    .requiredOption('--stdio', 'talk by standard input and output')
    .action(async () => {
      const { runLanguageServer } = await import('./languageServer.ts');
      setExitCode(await runLanguageServer(['--stdio']));
    });

  addPackages(addGrants(program.command('mcp')))
    .summary('let a language model debug Python programs, by the Model Context Protocol')
    .description(
      'Runs a server of the Model Context Protocol for a client, which starts this and talks to it ' +
        'by standard input and output. Its tools launch programs under the debugger, step through ' +
        'them, and show their continuations, stacks and variables.',
    )
    .option(
      '--folder <folder>',
      'where the programs are, which they reach and can change; relative paths begin there',
      parseFolder,
      process.cwd(),
    )
    .addHelpText(
      'after',
      '\nWhat a program reaches is granted here, and not by the model: the folder, what --mount adds,\n' +
        'packages and the network. A client asks for consent before each tool that runs anything, as\n' +
        'far as it heeds the hints that these tools give.',
    )
    .action(async (flags: ModelFlags) => setExitCode(await serveModels(flags)));

  // Not for people: the commands of the editor's debug terminals are this one.
  program
    .command('as', { hidden: true })
    .argument('<name>')
    .argument('[args...]')
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (name: string, args: string[]) => setExitCode(await runAs(name, args, prepared)));

  // Not for people: the debug adapter has the editor's terminal run it.
  program
    .command('terminal', { hidden: true })
    .argument('<address>')
    .action(async (address: string) => setExitCode(await serveAdapter(address, prepared)));

  // Not for people: the editor has tests run by the attributes of a launch configuration.
  program
    .command('launch', { hidden: true })
    .argument('<file>')
    .action(async (file: string) => setExitCode(await runLaunch(file, prepared)));

  addGuestOptions(program.command('exec'))
    .summary('run any WASIX program')
    .description('Runs a WASIX or WASI program from a WebAssembly file.')
    .usage('[options] MODULE.wasm [ARGS...]')
    .argument('<module>', 'path of the WebAssembly file')
    .argument('[args...]', "the program's arguments")
    .addOption(
      new Option(
        '--threads <kind>',
        'how its threads run: each in a worker of its own, all at once, or as stacks, of which ' +
          'one goes on when another waits',
      )
        .choices(['workers', 'stacks'])
        .default('workers'),
    )
    .passThroughOptions()
    .action(async (module: string, args: string[], flags: ModuleFlags) =>
      setExitCode(await runModule(module, args, flags)),
    );
  return program;
}

/** Whether a program has come to its end in this process. */
let hasRunPython = false;

async function runPython(args: string[], flags: RunFlags): Promise<number> {
  const python = findPython(flags.python);
  if (python === undefined) return fail(await whyNoPython(flags.python));
  const command = pythonCommand(args, flags);
  const guest = pythonGuest(python, command);
  let wish: RecordingWish | undefined;
  try {
    wish = wishedRecording(flags, guest.env);
  } catch (error) {
    return fail((error as Error).message);
  }
  const recording =
    wish && recordingSpecification(wish, aboutPython(python.version, command.packages));
  const exitCode = await runHere({ ...guest, recording, isTraced: flags.strace ?? false });
  hasRunPython = true;
  compileForNextTime(python);
  return exitCode;
}

async function replay(file: string, { env, verbose }: ReplayFlags): Promise<number> {
  try {
    return await replayRecording(file, readEnvironment(env, process.env), verbose ?? false);
  } catch (error) {
    return fail((error as Error).message);
  }
}

async function whyNoPython(version: PythonVersion): Promise<string> {
  // Errors of the debugger, which others need not wait for to load.
  const { noPython } = await import('../session/errors.ts');
  return noPython(version, presentVersions()).message;
}

async function runLaunch(file: string, prepared: Prepared): Promise<number> {
  const { runConfiguration } = await import('./launchedProgram.ts');
  try {
    return await runConfiguration(file, prepared);
  } catch (error) {
    return fail((error as Error).message);
  }
}

async function debugPython(args: string[], flags: DebugFlags, prepared: Prepared): Promise<number> {
  const { listen, wait = false } = flags;
  // What debugs is half of this program, and others need not wait for it to load.
  const { runForClients } = await import('./debugServer.ts');
  try {
    const command = pythonCommand(args, flags);
    return await runForClients(
      {
        ...command,
        version: flags.python,
        takesNativeStacks: false,
        recording: wishedRecording(flags, command.env),
      },
      { listen, waits: wait, token: chooseToken(flags.token) },
      prepared,
    );
  } catch (error) {
    return fail((error as Error).message);
  }
}

async function serveModels({ mount, packages, env, ...flags }: ModelFlags): Promise<number> {
  const { serveModelContext } = await import('./modelContext.ts');
  return serveModelContext({
    ...flags,
    mounts: mount,
    packages: packages.flat(),
    env: readEnvironment(env, process.env),
  });
}

async function serveAdapter(address: string, prepared: Prepared): Promise<number> {
  const { debugInTerminal } = await import('./terminalProgram.ts');
  try {
    return (await debugInTerminal(address, prepared)) ?? 0;
  } catch (error) {
    return fail(`the debugger does not wait for this program: ${(error as Error).message}`);
  }
}

/** Runs what was typed in a debug terminal: with the debugger, if the editor takes it. */
async function runAs(name: string, args: readonly string[], prepared: Prepared): Promise<number> {
  const command = readTerminalCommand(name, args, process.cwd(), process.env);
  const { python, program, variables } = command;
  const { module, args: rest = [] } = program?.configuration ?? {};
  if (module === 'pip') return pip([...rest], defaultVersion());
  const door = process.env[DEBUG_TERMINAL_VARIABLE];
  if (door !== undefined && program !== undefined) {
    const exitCode = await debugByEditor(door, prepared, program);
    if (exitCode !== undefined) return exitCode;
    console.error('wasix-python: the editor does not debug this program, which runs without it.');
  }
  return runPython([...python], {
    python: defaultVersion(),
    mount: [],
    network: 'loopback',
    packages: [],
    env: [...variables],
  });
}

/** @returns undefined when the editor does not want to, or is gone. */
async function debugByEditor(
  door: string,
  prepared: Prepared,
  program: TerminalProgram,
): Promise<number | undefined> {
  const { debugInTerminal } = await import('./terminalProgram.ts');
  try {
    return await debugInTerminal(door, prepared, program);
  } catch {
    return undefined;
  }
}

/** What a Python command line runs, and reaches. */
function pythonCommand(args: string[], flags: PythonFlags): PythonCommand {
  const script = findScript(args);
  const around = script === undefined ? [] : [path.dirname(path.resolve(script))];
  // A script that exists only in the guest, below a mount, has no such folder.
  const folders = [...around, process.cwd()].filter(existsSync);
  const mounts = [
    ...flags.mount,
    ...folders.map(folder => workingFolderMount(folder, flags.mount)),
  ];
  return {
    args,
    env: readEnvironment(flags.env, process.env),
    cwd: defaultGuestPath(process.cwd()),
    mounts,
    network: flags.network,
    packages: [...flags.packages.flat(), ...findPackages(folders)],
  };
}

async function pip(args: string[], version: PythonVersion): Promise<number> {
  const { runPip } = await import('./pip.ts');
  const outcome = await runPip(args, version, folder => compilePackages(folder, version));
  return typeof outcome === 'string' ? fail(outcome) : outcome;
}

/** Compiles modules, which a program could not keep: it only reads its packages. */
function compilePackages(folder: string, python: PythonVersion): Promise<number> {
  return runPython(['-m', 'compileall', '-q', defaultGuestPath(folder)], {
    python,
    mount: [parseMount(folder)],
    network: 'off',
    packages: [],
    env: [],
  });
}

async function runModule(module: string, args: string[], flags: ModuleFlags): Promise<number> {
  if (!existsSync(module)) return fail(`There is no file ${module}.`);
  if (!isWebAssembly(module)) return fail(`${module} is not a WebAssembly module.`);
  return runInForeground({
    program: path.resolve(module),
    args: [module, ...args],
    env: readEnvironment(flags.env, process.env),
    cwd: defaultGuestPath(process.cwd()),
    mounts: [...flags.mount, workingFolderMount(process.cwd(), flags.mount)],
    network: flags.network,
    threads: flags.threads,
    isTraced: flags.strace ?? false,
  });
}

function isWebAssembly(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  const start = Buffer.alloc(WASM_MAGIC.length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, start);
  closeSync(descriptor);
  return start.equals(WASM_MAGIC);
}

function fail(sentence: string): number {
  console.error(`wasix-python: ${sentence}`);
  return 1;
}

/**
 * Does what the command line says, and has this process end.
 *
 * @returns whether a Python program has run.
 */
export async function runCommandLine(prepared: Prepared): Promise<boolean> {
  adoptPrepared(prepared);
  try {
    let exitCode = 0;
    await buildCommands(prepared, code => {
      exitCode = code;
    }).parseAsync();
    endProcess(exitCode);
  } catch (error) {
    // Commander has said what is wrong, or printed the help.
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  }
  return hasRunPython;
}
