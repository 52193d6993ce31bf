import { element, make } from '../../webPage/page/elements.ts';
import { ARROW_KINDS, type ArrowKind, THROW_DASHES } from '../model/arrows.ts';
import { type Colours, colourOf } from '../model/svg.ts';
import { texts } from './texts.ts';
import { KINDS } from './words.ts';

const SVG = 'http://www.w3.org/2000/svg';

const HINTS: Readonly<Record<ArrowKind, string>> = {
  switch: texts.switchHint,
  start: texts.startHint,
  throw: texts.throwHint,
  death: texts.deathHint,
};

/** Says what the arrows stand for, in the colours of the theme. */
export function drawLegend(colours: Colours): void {
  element('legend').replaceChildren(
    ...ARROW_KINDS.map(kind => {
      const item = make('li', '');
      item.title = HINTS[kind];
      item.append(arrow(kind, colourOf(kind, colours)), KINDS[kind]);
      return item;
    }),
  );
}

function arrow(kind: ArrowKind, colour: string): SVGElement {
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', '0 0 20 10');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M0 5H17M13 2L17 5L13 8');
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', colour);
  if (kind === 'throw') path.setAttribute('stroke-dasharray', THROW_DASHES.join(' '));
  picture.append(path);
  return picture;
}
