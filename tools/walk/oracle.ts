import fs from 'node:fs';
import path from 'node:path';
import { runGuestPython } from '../test/guestPython.ts';
import type { Sources } from './render.ts';
import { parseTrace, type Trace } from './trace.ts';

const TRACER = path.join(import.meta.dirname, 'tracer.py');
export const LIBRARY = path.join(import.meta.dirname, 'library');

/** What a program does without the debugger. */
export interface Truth {
  readonly trace: Trace;
  readonly stdout: string;
  readonly code: number;
}

/** Writes the files of a program into a folder. @returns the path of its main one. */
export function writeSources(folder: string, sources: Sources): string {
  for (const [name, text] of Object.entries(sources)) {
    fs.writeFileSync(path.join(folder, name), text);
  }
  return path.join(folder, 'main.py');
}

/** Runs the program of a folder without the debugger. @throws Error when it does not end well. */
export async function consultOracle(folder: string): Promise<Truth> {
  const output = path.join(folder, 'trace.json');
  const program = path.join(folder, 'main.py');
  const { code, stdout, stderr } = await runGuestPython(
    [TRACER, folder, output, program],
    [folder, import.meta.dirname].map(point => ({ kind: 'directory', point, source: point, isReadOnly: false })),
    { env: { PYTHONPATH: LIBRARY, PYTHONDONTWRITEBYTECODE: '1' } },
  );
  if (!fs.existsSync(output)) throw new Error(`the oracle has failed: ${stderr}`);
  return { trace: parseTrace(fs.readFileSync(output, 'utf8')), stdout, code };
}
