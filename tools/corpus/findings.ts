import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DiagnosticName } from '../../extension/language-server/diagnostics/catalogue.ts';
import { judge } from '../../extension/language-server/diagnostics/rules.ts';
import { readModule } from '../../extension/language-server/facts/moduleReader.ts';
import { indexWorkspace } from '../../extension/language-server/index/indexing.ts';
import { InstalledPackages } from '../../extension/language-server/index/installedPackages.ts';
import { ModuleIndex } from '../../extension/language-server/index/moduleIndex.ts';
import { WorkspaceFiles } from '../../extension/language-server/index/workspaceFiles.ts';
import { machineFiles } from '../../extension/language-server/node/machineFiles.ts';
import { ParsedText } from '../../extension/language-server/syntax/parsedText.ts';
import type { CorpusPart } from './corpus.ts';

/** Something that was found in the corpus. */
export interface CorpusFinding {
  readonly part: string;
  /** Below the part's folder, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly name: DiagnosticName;
  readonly text: string;
}

/** What was found in a part of the corpus, and how much of it there is. */
export interface PartFindings {
  readonly files: number;
  readonly lines: number;
  readonly findings: readonly CorpusFinding[];
}

/** Judges each file of a part as if it were open in an editor. */
export async function findingsIn({ name: part, folder }: CorpusPart): Promise<PartFindings> {
  const index = new ModuleIndex();
  const silent = { report: () => {} };
  const workspace = new WorkspaceFiles(machineFiles, [folder]);
  await indexWorkspace(workspace, index, silent, new AbortController().signal);
  const findings: CorpusFinding[] = [];
  let files = 0;
  let lines = 0;
  for await (const file of workspace.pythonFiles()) {
    const text = await readFile(file, 'utf8');
    const uri = pathToFileURL(file).href;
    const facts = readModule(uri, workspace.moduleName(uri), ParsedText.of(text));
    files++;
    lines += facts.lines.lineCount;
    // An open file is known with all that it holds.
    const before = index.get(uri);
    if (before !== undefined) index.set(facts);
    for (const { name, span } of judge(
      { facts, text, index, packages: new InstalledPackages([]) },
      () => true,
    )) {
      findings.push({
        part,
        file: path.relative(folder, file).replaceAll(path.sep, '/'),
        line: facts.lines.positionAt(span.from).line + 1,
        name,
        text: text.slice(span.from, span.to).split('\n')[0] ?? '',
      });
    }
    if (before !== undefined) index.set(before);
  }
  return { files, lines, findings };
}
