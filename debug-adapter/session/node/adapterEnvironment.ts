import { hugePages } from '../../runtime/node/hugePages.ts';

/** The environment variables that a debug adapter's process starts sooner with, besides those of who starts it. */
export function adapterEnvironment(): Readonly<Record<string, string>> {
  return hugePages();
}
