import path from 'node:path';
import type { LaunchAttributes } from '../launchDefaults.ts';

/**
 * The command line that runs a program without the debugger, and records that.
 *
 * @param launch a complete configuration, of which the program gets what it would get from that.
 * @param recording path of the file to make.
 */
export function recordCommand(launch: LaunchAttributes, recording: string): string[] {
  const { program, packages, pythonEnvironment, network } = launch;
  const folders = [...(Array.isArray(packages) ? packages : []), pythonEnvironment];
  return [
    'run',
    ...['--record', recording],
    ...folders.flatMap(folder => (isGiven(folder) ? ['--packages', folder] : [])),
    ...(isGiven(network) ? ['--network', network] : []),
    String(program),
  ];
}

/**
 * The name of the next recording of a program: what was recorded before may be what somebody has
 * waited for, and stays.
 *
 * @param exists whether there is a file.
 */
export function recordingFor(program: string, exists: (file: string) => boolean): string {
  const { dir, name } = path.parse(program);
  for (let number = 1; ; number++) {
    const file = path.join(dir, number === 1 ? `${name}.rec` : `${name}-${number}.rec`);
    if (!exists(file)) return file;
  }
}

function isGiven(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
