import { setImmediate } from 'node:timers/promises';
import type { ModuleIndex } from './moduleIndex.ts';
import { pythonFiles, readForOthers } from './workspaceFiles.ts';

/** How many files are looked at, and how many characters of them are read, at most. */
const MAX_FILES = 20_000;
const MAX_CHARACTERS = 20_000_000;

/** After how many milliseconds others get a turn. */
const TURN = 15;

/** How many files are read ahead while one is parsed. */
const READ_AHEAD = 16;

/** Told while files are read. */
export interface IndexingProgress {
  report(done: number, all: number): void;
}

/** What became of the reading of a workspace. */
export interface IndexingOutcome {
  readonly files: number;
  /** Whether the limits kept it from reading all of them. */
  readonly isPartial: boolean;
}

/**
 * Reads the files of folders into the index, in the background: what is asked for meanwhile is
 * answered in between. Files that are in the index already, such as open ones, stay as they are.
 */
export async function indexFolders(
  folders: readonly string[],
  index: ModuleIndex,
  progress: IndexingProgress,
  signal: AbortSignal,
): Promise<IndexingOutcome> {
  const files: string[] = [];
  for (const folder of folders) {
    for await (const file of pythonFiles(folder)) {
      if (files.length === MAX_FILES || signal.aborted) break;
      files.push(file);
    }
  }
  let characters = 0;
  let done = 0;
  let turn = performance.now();
  for (let at = 0; at < files.length && !signal.aborted; at += READ_AHEAD) {
    const readings = files.slice(at, at + READ_AHEAD).map(file => readForOthers(file, folders));
    for (const reading of readings) {
      const { facts, characters: read } = await reading;
      done++;
      if (facts !== undefined && index.get(facts.uri) === undefined) index.set(facts);
      characters += read;
      if (performance.now() - turn < TURN) continue;
      progress.report(done, files.length);
      await setImmediate();
      turn = performance.now();
    }
    if (characters > MAX_CHARACTERS) break;
  }
  while (!signal.aborted && !index.graph.settle(TURN)) await setImmediate();
  return { files: done, isPartial: done < files.length || files.length === MAX_FILES };
}
