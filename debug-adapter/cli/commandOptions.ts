import { type Command, Option } from 'commander';
import { NETWORK_GRANTS, type NetworkGrant } from '../runtime/network/network.ts';
import type { MountSpecification } from '../runtime/node/guestMessages.ts';
import {
  defaultVersion,
  PYTHON_VERSIONS,
  type PythonVersion,
  VERSION_VARIABLE,
} from '../session/python/versions.ts';
import { parseVariable } from './environment.ts';
import { parseMount } from './mounts.ts';
import { parsePackages } from './packages.ts';
import { parseCalls } from './recordings.ts';

/** What a program is given beside its own. */
export interface Grants {
  mount: MountSpecification[];
  network: NetworkGrant;
  env: string[];
}

/** What any program is run with. */
export interface GuestFlags extends Grants {
  strace?: true;
}

/** What Python is run with. */
export interface PythonFlags extends GuestFlags {
  python: PythonVersion;
  packages: string[][];
}

/** Adds what a recording is made by: see `RecordFlags`. */
export function addRecordOptions(command: Command): Command {
  return command
    .option('--record <file>', 'record the run, for `wasix-python replay FILE`')
    .option(
      '--record-secrets',
      'record environment variables, too, whose names tell that they are secrets',
    )
    .addOption(
      repeatable(
        '--record-hide <name>',
        'leave the value of an environment variable out of the recording: a replay has to be given it by --env',
        String,
      ),
    )
    .addOption(
      new Option(
        '--record-files <yes|no>',
        'whether to record what the program reads of files that it does not change, or leave those where they are',
      )
        .choices(['yes', 'no'])
        .default('yes'),
    )
    .addOption(
      new Option(
        '--record-checks <calls>',
        'have the replay compare memory each so many system calls, and not as often as costs nothing',
      ).argParser(parseCalls),
    );
}

/** Adds what Python is run with: see {@link PythonFlags}. */
export function addPythonOptions(command: Command): Command {
  const version = versionOption('the version of Python that runs it');
  return addTrace(addPackages(addGrants(command.addOption(version))));
}

/** The option that chooses among the versions of Python. */
export function versionOption(description: string): Option {
  return new Option('--python <version>', description)
    .choices(PYTHON_VERSIONS)
    .env(VERSION_VARIABLE)
    .default(defaultVersion());
}

/** Adds what any program is run with: see {@link GuestFlags}. */
export function addGuestOptions(command: Command): Command {
  return addTrace(addGrants(command));
}

/** Adds folders of packages to import from. */
export function addPackages(command: Command): Command {
  return command.addOption(
    repeatable(
      '--packages <folder>',
      'let the program import from a folder of packages, or a virtual environment',
      parsePackages,
    ),
  );
}

function addTrace(command: Command): Command {
  return command.option('--strace', 'log every system call to standard error');
}

/** Adds what lets a program reach more than what is its own: see {@link Grants}. */
export function addGrants(command: Command): Command {
  return command
    .addOption(
      repeatable(
        '--mount <host:guest>',
        'let the program reach a folder: HOST, HOST:GUEST, and either with :ro to keep it from writing',
        parseMount,
      ),
    )
    .addOption(
      repeatable(
        '--env <name=value>',
        'set an environment variable; NAME alone passes on the value it has here',
        parseVariable,
      ),
    )
    .addOption(
      new Option(
        '--network <grant>',
        'what the program reaches by sockets: nothing, this machine alone, or all that it reaches',
      )
        .choices(NETWORK_GRANTS)
        .default('loopback'),
    );
}

/** An option that may be given several times, whose value is the list of all of them. */
export function repeatable<Value>(
  flags: string,
  description: string,
  parse: (text: string) => Value,
): Option {
  return new Option(flags, `${description}; may be repeated`)
    .argParser((text, previous: Value[]): Value[] => [...previous, parse(text)])
    .default([], 'none');
}
