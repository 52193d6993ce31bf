import type { MountSpecification } from '../../runtime/browser/guestOptions.ts';
import { holdFiles } from '../../runtime/browser/heldFiles.ts';
import ssl from './_ssl.py';
import type { ServedPython } from './machine.ts';

/** Where the worker has the module, at a URL that nobody serves. */
const SSL = 'page:_ssl.py';

/** The same module as a server has it: OpenSSL's TLS is of no use where a browser does it. */
const SERVED_SSL = /^_ssl\./;

/** The shared modules of a Python, as a page has them. */
export function modulesOf(
  { moduleNames, sharedModules }: ServedPython,
  point: string,
): MountSpecification {
  holdFiles(new Map([[SSL, new Blob([ssl])]]));
  const served = moduleNames
    .filter(name => !SERVED_SSL.test(name))
    .map(name => [name, `${sharedModules}/${name}`]);
  return { kind: 'urls', point, urls: { ...Object.fromEntries(served), '_ssl.py': SSL } };
}
