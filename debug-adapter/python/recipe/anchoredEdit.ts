import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A change to a source that is not ours: `anchor` occurs exactly once in `file`. */
export interface AnchoredEdit {
  /** Path below the source's root. */
  readonly file: string;
  readonly anchor: string;
  readonly replacement: string;
  readonly reason: string;
}

/** Puts `text` in front of the anchor. */
export function insertBefore(
  file: string,
  anchor: string,
  text: string,
  reason: string,
): AnchoredEdit {
  return { file, anchor, replacement: text + anchor, reason };
}

/** Puts `text` behind the anchor. */
export function insertAfter(
  file: string,
  anchor: string,
  text: string,
  reason: string,
): AnchoredEdit {
  return { file, anchor, replacement: anchor + text, reason };
}

/** An anchor that is missing or ambiguous: the source is another one than the edit was made for. */
export class AnchorError extends Error {
  constructor(edit: AnchoredEdit, occurrences: number) {
    super(
      `${edit.file}: the anchor ${JSON.stringify(edit.anchor)} occurs ${occurrences} times ` +
        `instead of once; adapt the edit to this version of the source. ` +
        `What the edit is for: ${edit.reason}`,
    );
    this.name = 'AnchorError';
  }
}

/**
 * Applies one edit to the text of its file.
 * @throws {AnchorError} when the anchor does not occur exactly once.
 */
export function applyEdit(text: string, edit: AnchoredEdit): string {
  const parts = text.split(edit.anchor);
  if (parts.length !== 2) throw new AnchorError(edit, parts.length - 1);
  return parts.join(edit.replacement);
}

/**
 * Applies the edits in order to the files below `root`, in place.
 * @throws {AnchorError} when an anchor does not occur exactly once; its file is then unchanged.
 */
export async function applyEdits(root: string, edits: readonly AnchoredEdit[]): Promise<void> {
  for (const edit of edits) {
    const file = path.join(root, edit.file);
    await writeFile(file, applyEdit(await readFile(file, 'utf8'), edit));
  }
}
