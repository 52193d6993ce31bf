/** The worker in which a guest runs, started by {@link GuestThread}: it loads `workerProgram.ts`. */
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { engineAtStart } from './engine.ts';
import type { GuestThreadStart } from './guestMessages.ts';
import { keepLoaded, loadKept } from './keptScripts.ts';

const { port, codeFolder, engine } = workerData as GuestThreadStart;

async function load(): Promise<typeof import('./workerProgram.ts')> {
  // The source in a checkout.
  if (import.meta.url.endsWith('.ts')) return import('./workerProgram.ts');
  const file = fileURLToPath(new URL('./guest-worker-program.cjs', import.meta.url));
  // Another guest may have changed the engine's flags before this worker began.
  return loadKept(file, engine === engineAtStart() ? codeFolder : undefined);
}

void load().then(({ serveGuest }) => serveGuest(port, keepLoaded));
