import { element } from '../../webPage/page/elements.ts';
import type { PlaygroundContents } from '../contents.ts';
import { Playground } from './playground.ts';

async function open(): Promise<void> {
  if (!('Suspending' in WebAssembly)) {
    throw new Error(
      'This browser lacks JavaScript Promise Integration (JSPI), by which greenlets run: use Chrome 137, Firefox 153, Safari 27, or a later one.',
    );
  }
  const response = await fetch('contents.json');
  if (!response.ok) throw new Error('This page is incomplete: it lacks its file contents.json.');
  const contents: PlaygroundContents = await response.json();
  new Playground(contents);
}

open().catch((error: Error) => {
  element('status').textContent = error.message;
});
