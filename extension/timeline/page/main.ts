/** The page of the Switch Timeline, in the panel's frame. */

import { element } from '../../webPage/page/elements.ts';
import { count, fill } from '../../webPage/page/texts.ts';
import type { HostMessage, PageMessage } from '../messages.ts';
import { countSwitches } from '../model/arrows.ts';
import { countInstructions, formatDuration } from '../model/durations.ts';
import { MOST_ARROWS } from '../model/geometry.ts';
import type { Run } from '../model/recording.ts';
import { toSvg } from '../model/svg.ts';
import { traceEvents } from '../model/traceEvents.ts';
import { Chart } from './chart.ts';
import { LaneList } from './laneList.ts';
import { drawLegend } from './legend.ts';
import { PresentMark } from './presentMark.ts';
import { ProfilePanel } from './profilePanel.ts';
import { SwitchTable } from './switchTable.ts';
import { texts } from './texts.ts';
import { View } from './view.ts';
import { describePresent } from './words.ts';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

/** How often the tables are drawn anew while the program runs, in milliseconds. */
const TABLE_INTERVAL = 500;

const host = acquireVsCodeApi();
const view = new View();
let program = '';
let state: 'live' | 'stopped' | 'over' = 'over';
let frame = 0;
let tablesAreOld = false;

const reveal = (run: Run): void => {
  view.reveal(run);
  redraw();
};
const show = (context: number): void => {
  host.postMessage({ type: 'show', context });
  redraw();
};
/** Leads to a run: in a recorded program to when it began. */
const go = (run: Run): void => {
  const { recording } = view;
  if (!recording.countsInstructions) return;
  host.postMessage({ type: 'travel', instruction: recording.toInstruction(run.begin) });
};
const chart = new Chart(view, {
  onChange: redraw,
  onShow: (context, run) => {
    if (run !== undefined && view.recording.countsInstructions) go(run);
    else show(context);
  },
  onSay: say,
});
const presentMark = new PresentMark(view, say);
const lanes = new LaneList(view, show, context => {
  view.togglePin(context);
  redraw();
});
const profilePanel = new ProfilePanel(view, reveal);
const switchTable = new SwitchTable(view, run => {
  reveal(run);
  go(run);
});

/** Tells it to who listens to the page. */
function say(text: string): void {
  element('announcer').textContent = text;
}

/** Draws all of it, with the next picture of the window. */
function redraw(): void {
  tablesAreOld = true;
  if (frame === 0) frame = requestAnimationFrame(draw);
}

function draw(): void {
  frame = 0;
  chart.paint();
  presentMark.draw(chart.painter.width);
  lanes.draw();
  element('follow').setAttribute('aria-pressed', String(view.follows));
  const words = status();
  element('status').textContent = words;
  // There may be no room for all of it.
  element('status').title = words;
  element('empty').hidden = view.rows.length > 0;
  element('empty').textContent = view.search === '' ? texts.empty : texts.nothingFound;
}

function status(): string {
  const { recording, range } = view;
  const inSight = countSwitches(recording.recordings, range);
  const parts = [
    describePresent(recording) ??
      fill(
        texts.status,
        count(recording.length),
        count(recording.laneCount),
        formatDuration(recording.now - recording.begin),
      ),
    { growing: texts.growing, part: texts.partial, end: [] }[recording.reach ?? 'end'],
    { live: texts.live, stopped: texts.stopped, over: texts.over }[state],
    ...(inSight > MOST_ARROWS ? [texts.moreDetail] : []),
  ];
  return recording.laneCount === 0 ? '' : parts.flat().join(' · ');
}

function drawTables(): void {
  if (!tablesAreOld) return;
  tablesAreOld = false;
  if (!element('profile').hidden) profilePanel.draw();
  if (!element('switches').hidden) switchTable.draw();
}

function receive(message: HostMessage): void {
  switch (message.type) {
    case 'begin':
      program = message.program;
      view.begin();
      state = 'live';
      break;
    case 'page':
      view.recording.add(message.page);
      countInstructions(view.recording.countsInstructions);
      break;
    case 'stands':
      state = 'stopped';
      view.recording.describe(message.continuations);
      break;
    case 'runs':
      state = 'live';
      break;
    case 'over':
      state = 'over';
      view.recording.finish();
  }
  view.update();
  redraw();
}

function shownPresent(): { time: number; label: string } | undefined {
  const { present: time } = view.recording;
  return time === undefined ? undefined : { time, label: texts.present };
}

const PANELS = ['profile', 'switches'];

/** Shows one of the panels beside the chart, or none: there is no room for two. */
function showPanel(shown: string | undefined): void {
  for (const id of PANELS) {
    element(id).hidden = id !== shown;
    element(`show-${id}`).setAttribute('aria-expanded', String(id === shown));
  }
  resize();
  tablesAreOld = true;
  drawTables();
}

function panelButton(id: string): void {
  const button = element(`show-${id}`);
  const panel = element(id);
  button.addEventListener('click', () => showPanel(panel.hidden ? id : undefined));
  panel.querySelector('.close')?.addEventListener('click', () => {
    showPanel(undefined);
    button.focus();
  });
}

function resize(): void {
  element('sticky').style.height = `${element('scroller').clientHeight}px`;
  const { clientWidth, clientHeight } = element('chart-place');
  chart.painter.resize(clientWidth, clientHeight, devicePixelRatio);
  redraw();
}

function onClick(id: string, act: () => void): void {
  element(id).addEventListener('click', () => {
    act();
    redraw();
  });
}

const middle = (): number => (view.range.from + view.range.to) / 2;
onClick('follow', () => view.follow(!view.follows));
onClick('zoom-in', () => view.zoom(0.5, middle()));
onClick('zoom-out', () => view.zoom(2, middle()));
onClick('fit', () => view.fit());
onClick('export-trace', () =>
  host.postMessage({ type: 'save', format: 'trace', text: traceEvents(view.recording, program) }),
);
onClick('export-svg', () =>
  host.postMessage({
    type: 'save',
    format: 'svg',
    text: toSvg(view.recording.recordings, {
      range: view.range,
      rows: view.rows,
      width: Math.round(chart.painter.width),
      labelWidth: element('names').clientWidth,
      present: shownPresent(),
      colours: chart.painter.colours,
    }),
  }),
);
for (const id of PANELS) panelButton(id);
element<HTMLInputElement>('search').addEventListener('input', event => {
  view.search = (event.target as HTMLInputElement).value;
  view.update();
  redraw();
});
element('scroller').addEventListener('scroll', redraw);
const sizes = new ResizeObserver(resize);
sizes.observe(element('scroller'));
sizes.observe(element('chart-place'));
new MutationObserver(() => {
  chart.painter.readTheme();
  drawLegend(chart.painter.colours);
  redraw();
}).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => receive(data));
drawLegend(chart.painter.colours);
setInterval(drawTables, TABLE_INTERVAL);
resize();
host.postMessage({ type: 'ready' });
