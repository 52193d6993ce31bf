import type { Replace } from '../offline/messages.ts';

/** The bundle of the service worker, beside the page. */
const SERVICE_WORKER = 'service-worker.js';

/**
 * Has the browser keep this page for when there is no network, if it can: not in a page without HTTPS.
 *
 * @param folder with the files of this page.
 * @throws Error where that is forbidden.
 */
export async function keepForOffline(folder: URL): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(SERVICE_WORKER);
  const replace = (worker: ServiceWorker | null): void => {
    const message: Replace = { type: 'replace', folder: folder.href };
    if (worker?.state === 'installed') worker.postMessage(message);
  };
  replace(registration.waiting);
  const watch = (worker: ServiceWorker | null): void =>
    worker?.addEventListener('statechange', () => replace(worker));
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}
