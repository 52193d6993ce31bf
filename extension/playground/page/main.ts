/** The second script of the page: all that is seen. */
import { element } from '../../webPage/page/elements.ts';
import { keepForOffline } from './offline.ts';
import { Playground } from './playground.ts';
import './preparation.ts';

async function open(): Promise<void> {
  const { samples, python, folder } = await preparation;
  new Playground(samples, python, folder);
  await python.fetched;
  // When nothing is fetched any more: what is kept comes from the browser's cache then.
  await keepForOffline(folder).catch(({ message }: Error) =>
    // Who has forbidden it knows: all else works.
    console.warn(`This page is not kept for when there is no network: ${message}`),
  );
}

open().catch((error: Error) => {
  element('status').textContent = error.message;
});
