import { ensureJspi } from '../../runtime/node/jspiNode.ts';

/** Makes sure of a Node that can run Python. @returns whether this process is the one to go on. */
export function ensureNode(): boolean {
  return ensureJspi({ name: 'WASIX Python', nodeVariable: 'WASIX_PYTHON_NODE' });
}
