import type { Edit } from '../diagnostics/rule.ts';
import { judge } from '../diagnostics/rules.ts';
import { readModule } from '../facts/moduleReader.ts';
import { InstalledPackages } from '../index/installedPackages.ts';
import { ModuleIndex } from '../index/moduleIndex.ts';
import { ParsedText } from '../syntax/parsedText.ts';

/** Files of a program by their paths, all read into an index. */
export function indexOf(files: Readonly<Record<string, string>>): ModuleIndex {
  const index = new ModuleIndex();
  for (const [file, text] of Object.entries(files)) {
    const module = file.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
    index.set(readModule(uriOf(file), module, ParsedText.of(text)));
  }
  return index;
}

export function uriOf(file: string): string {
  return `file:///program/${file}`;
}

/**
 * A program with what is found in its first file: a line of carets, the name and the message
 * beneath each place, and the text after the fix, if there is one.
 *
 * @param folder of the workspace, in which packages may be installed.
 */
export function judged(files: Readonly<Record<string, string>>, folder?: string): string {
  const index = indexOf(files);
  const [[file = '', text = ''] = []] = Object.entries(files);
  const facts = index.get(uriOf(file));
  if (facts === undefined) throw new Error(`there is no ${file}`);
  const lines = text.split('\n');
  const shown = lines.map(line => [line]);
  const packages = new InstalledPackages(folder === undefined ? [] : [folder]);
  const findings = judge({ facts, text, index, packages }, () => true);
  for (const { span, name, message, fix } of findings) {
    const { start, end } = facts.lines.rangeOf(span);
    const length = Math.max(
      1,
      (end.line === start.line ? end.character : start.character + 1) - start.character,
    );
    const below = [`${' '.repeat(start.character)}${'^'.repeat(length)} ${name}: ${message}`];
    if (fix !== undefined) {
      const { title, edits } = fix;
      below.push(`${' '.repeat(start.character)}fix: ${title}`, ...changes(text, edits));
    }
    shown[start.line]?.push(...below);
  }
  return shown.flat().join('\n');
}

/** The lines that a fix changes, as a comparison shows them. */
function changes(text: string, edits: readonly Edit[]): string[] {
  const before = text.split('\n');
  const after = applied(text, edits).split('\n');
  const shown: string[] = [];
  while (before.length > 0 || after.length > 0) {
    const kept = after.indexOf(before[0] ?? '\n');
    if (kept === 0) {
      before.shift();
      after.shift();
    } else if (kept > 0) {
      shown.push(...after.splice(0, kept).map(line => `    + ${line}`));
    } else if (before.length > 0) {
      shown.push(`    - ${before.shift()}`);
    } else {
      shown.push(...after.splice(0).map(line => `    + ${line}`));
    }
  }
  return shown;
}

/** A text after some edits, of which none touches another. */
function applied(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => b.span.from - a.span.from || b.span.to - a.span.to);
  let result = text;
  for (const { span, text: inserted } of ordered) {
    result = result.slice(0, span.from) + inserted + result.slice(span.to);
  }
  return result;
}
