import { element } from '../../webPage/page/elements.ts';
import { fetchContents } from './fetchContents.ts';
import { keepForOffline } from './offline.ts';
import { Playground } from './playground.ts';
import { PreparedPython } from './preparedPython.ts';

/** The folder with the files of the page. */
const folder = new URL('.', (document.currentScript as HTMLScriptElement).src);

async function open(): Promise<void> {
  if (!('Suspending' in WebAssembly)) {
    throw new Error(
      'This browser lacks JavaScript Promise Integration (JSPI), by which greenlets run: use Chrome 137, Firefox 153, Safari 27, or a later one.',
    );
  }
  const { python, samples } = await fetchContents(folder);
  const prepared = new PreparedPython(python, folder);
  new Playground(samples, prepared, folder);
  await prepared.fetched;
  // When nothing is fetched any more: what is kept comes from the browser's cache then.
  await keepForOffline(folder);
}

open().catch((error: Error) => {
  element('status').textContent = error.message;
});
