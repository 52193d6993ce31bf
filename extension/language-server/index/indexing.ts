import type { ModuleIndex } from './moduleIndex.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

/** How many characters of files are read at most. */
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
 * Reads the files of a workspace into the index, in the background: what is asked for meanwhile is
 * answered in between. Files that are in the index already, such as open ones, stay as they are.
 */
export async function indexWorkspace(
  workspace: WorkspaceFiles,
  index: ModuleIndex,
  progress: IndexingProgress,
  signal: AbortSignal,
): Promise<IndexingOutcome> {
  const { source } = workspace;
  const files: string[] = [];
  for await (const file of workspace.pythonFiles()) {
    if (files.length === source.most || signal.aborted) break;
    files.push(file);
  }
  let characters = 0;
  let done = 0;
  let turn = performance.now();
  for (let at = 0; at < files.length && !signal.aborted; at += READ_AHEAD) {
    const readings = files.slice(at, at + READ_AHEAD).map(file => workspace.readForOthers(file));
    for (const reading of readings) {
      const { facts, characters: read } = await reading;
      done++;
      if (facts !== undefined && index.get(facts.uri) === undefined) index.set(facts);
      characters += read;
      if (performance.now() - turn < TURN) continue;
      progress.report(done, files.length);
      await source.turn();
      turn = performance.now();
    }
    if (characters > MAX_CHARACTERS) break;
  }
  while (!signal.aborted && !index.graph.settle(TURN)) await source.turn();
  return { files: done, isPartial: done < files.length || files.length === source.most };
}
