import fs from 'node:fs';
import path from 'node:path';
import { type PythonRun, runGuestPython } from '../test/guestPython.ts';

/** The programs of the tests that converse with the debug adapter. */
const FOLDER = path.resolve(import.meta.dirname, '../../debug-adapter/session/test/programs');

/** Those that wait for somebody, or run until somebody ends them. */
const ENDLESS = [
  'busy_thread.py',
  'ending_on_request.py',
  'endless_switches.py',
  'going_on.py',
  'holding.py',
  'recorded.py',
  'spinning.py',
  'ticking.py',
  'waiting.py',
];

/** The programs that come to an end by themselves. */
export function conversationPrograms(): string[] {
  const names = fs.readdirSync(FOLDER).filter(name => name.endsWith('.py'));
  return names.filter(name => !ENDLESS.includes(name)).sort();
}

/** All files of the programs, some of which import others. */
export function filesOfPrograms(): Record<string, string> {
  const entries = fs.readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const files = entries
    .filter(name => name.endsWith('.py'))
    .map(name => name.replaceAll('\\', '/'));
  return Object.fromEntries(
    files.map(name => [name, fs.readFileSync(path.join(FOLDER, name), 'utf8')]),
  );
}

/**
 * How Python runs in Node.
 *
 * @param folder where it finds the files of another folder, which is this machine's.
 */
export function runInNode(
  args: readonly string[],
  folder: string,
  source = FOLDER,
): Promise<PythonRun> {
  const mount = { kind: 'directory', point: folder, source, isReadOnly: true } as const;
  return runGuestPython(args, [mount], { cwd: folder });
}

/** What two runs write that may differ: where objects are. */
export function withoutAddresses(text: string): string {
  return text.replace(/0x[0-9a-f]+/g, '0x…');
}
