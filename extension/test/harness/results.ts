import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * A folder for what stays of a part of the tests; what an earlier run left is gone.
 *
 * @param root the checkout.
 */
export function emptyResults(root: string, name: string): string {
  const folder = path.join(root, 'test-results', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
