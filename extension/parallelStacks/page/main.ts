/** The page of the parallel stacks, in the panel's frame. */
import { element, make } from '../../webPage/page/elements.ts';
import { count, fill, pageTexts } from '../../webPage/page/texts.ts';
import { describePlace } from '../../webPage/place.ts';
import { boxesOf, type StackBox } from '../boxes.ts';
import type { HostMessage, PageMessage } from '../messages.ts';
import type { ParallelStacksTexts } from '../texts.ts';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

/** How many boxes are drawn: a reader has long lost the overview. */
const MOST_BOXES = 2_000;

const texts = pageTexts<ParallelStacksTexts>();
const host = acquireVsCodeApi();

function receive(message: HostMessage): void {
  if (message.type === 'stacks') draw(message);
  else if (hasStacks()) element('status').textContent = texts[message.type];
}

function hasStacks(): boolean {
  return element('stacks').childElementCount > 0;
}

function draw({ stacks }: Extract<HostMessage, { type: 'stacks' }>): void {
  const boxes = boxesOf(stacks.branches);
  const shown = boxes.slice(0, MOST_BOXES);
  const levels: HTMLElement[] = [];
  const roots: HTMLElement[] = [];
  for (const box of shown) {
    const item = drawBox(box, stacks.active);
    // Each stands behind the one that has called it.
    if (box.caller === undefined) roots.push(item);
    else calleesIn(levels[box.caller] as HTMLElement).append(item);
    levels.push(item);
  }
  element('stacks').replaceChildren(...roots);
  const parts = [fill(texts.status, count(stacks.total))];
  if (shown.length < boxes.length) {
    parts.push(fill(texts.tooMany, count(shown.length), count(boxes.length)));
  }
  element('status').textContent = parts.join(' · ');
}

/** The place for those that a box has called. */
function calleesIn(item: HTMLElement): HTMLElement {
  const found = item.querySelector<HTMLElement>(':scope > .callees');
  if (found !== null) return found;
  const callees = make('ul', 'callees');
  item.append(callees);
  return callees;
}

function drawBox(box: StackBox, active: number): HTMLElement {
  const item = make('li', 'branch');
  const inside = make('div', 'box');
  const words = box.count === 1 ? texts.one : fill(texts.count, count(box.count));
  const heading = make('div', 'count');
  const short = make('span', '', `×${count(box.count)}`);
  short.ariaHidden = 'true';
  heading.title = words;
  heading.append(short, make('span', 'unseen', words));
  inside.append(heading, ...box.frames.map(drawFrame));
  if (box.standing > 0) inside.append(drawStanding(box, active));
  item.append(inside);
  return item;
}

function drawFrame({ name, path, line }: StackBox['frames'][number]): HTMLElement {
  const button = make('button', 'frame');
  button.type = 'button';
  button.title = fill(texts.open, `${path}:${line}`);
  button.append(make('span', 'name', name), make('span', 'place', describePlace({ path, line })));
  button.addEventListener('click', () => host.postMessage({ type: 'open', path, line }));
  return button;
}

/** Those that stand in the innermost frame of a box. */
function drawStanding({ first, standing }: StackBox, active: number): HTMLElement {
  const row = make('div', 'standing');
  for (const { threadId, label } of first) {
    const button = make(
      'button',
      threadId === active ? 'continuation active' : 'continuation',
      label,
    );
    button.type = 'button';
    button.title = fill(texts.show, label);
    if (threadId === active) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => host.postMessage({ type: 'show', threadId }));
    row.append(button);
  }
  const others = standing - first.length;
  if (others > 0) {
    const more = make('button', 'continuation', fill(texts.more, count(others)));
    more.type = 'button';
    more.addEventListener('click', () => host.postMessage({ type: 'choose' }));
    row.append(more);
  }
  return row;
}

window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => receive(data));
element('status').textContent = texts.empty;
host.postMessage({ type: 'ready' });
