/** The first script of the page: it begins to fetch and to compile Python. */
import { fetchContents } from './fetchContents.ts';
import type { Preparation } from './preparation.ts';
import { PreparedPython } from './preparedPython.ts';

const folder = new URL('.', (document.currentScript as HTMLScriptElement).src);

async function prepare(): Promise<Preparation> {
  if (!('Suspending' in WebAssembly)) {
    throw new Error(
      'This browser lacks JavaScript Promise Integration (JSPI), by which greenlets run: use Chrome 137, Firefox 153, Safari 27, or a later one.',
    );
  }
  const { pythons, samples } = await fetchContents(folder);
  return { samples, python: new PreparedPython(pythons, folder), folder };
}

globalThis.preparation = prepare();
