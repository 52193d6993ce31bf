import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { SwitchPage } from '../../debug-adapter/protocol/customRequests.ts';
import { BrowserPage } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import { KEPT_SWITCHES } from '../../extension/timeline/model/recording.ts';
import { timelineTexts } from '../../extension/timeline/texts.ts';
import { timelinePage } from '../../extension/timeline/timelinePage.ts';
import { pageDocument } from '../../extension/webPage/document.ts';
import { type Figure, round } from './figure.ts';

const root = path.resolve(import.meta.dirname, '../..');

const CONTINUATIONS = 300;

/** For how many pictures the user zooms in and out, and moves to and fro. */
const FRAMES = 300;

/** A hub with workers that take turns, for which each takes between 1 and 40 µs. */
function manySwitches(): SwitchPage {
  const indexes = Array.from({ length: KEPT_SWITCHES }, (_, index) => index);
  const workers = CONTINUATIONS - 1;
  const targets = indexes.map(index => (index % 2 === 0 ? 1 + ((index * 7919) % workers) : 0));
  return {
    first: 0,
    time: 0,
    origin: 0,
    delays: indexes.map(index => (index === 0 ? 0 : 1 + ((index * 104_729) % 40))),
    targets,
    starts: [],
    ends: [],
    thread: 0,
    throws: {},
    labels: Object.fromEntries(
      Array.from({ length: CONTINUATIONS }, (_, context) => [
        context,
        context === 0 ? 'main' : `worker (g${context})`,
      ]),
    ),
    oldest: 0,
    total: KEPT_SWITCHES,
    now: 0,
  };
}

/** How the timeline keeps up with its user, in the real browser that the tests of the editor use. */
export async function timelineFigures(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timeline-'));
  const log = path.join(folder, 'log.txt');
  await using browser = await BrowserPage.open(await findBrowser('chromium', log), log);
  const { page } = browser;
  await openTimeline(page, folder);
  const empty = await framesOf(page);
  await page.evaluate(
    messages => {
      const { postMessage } = globalThis as unknown as Browser;
      for (const message of messages) postMessage(message, '*');
    },
    [
      { type: 'begin', program: 'benchmark' },
      { type: 'page', page: manySwitches() },
    ],
  );
  await page.locator('#status', { hasText: /65,536/ }).waitFor();
  const full = await framesOf(page);
  fs.rmSync(folder, { recursive: true });
  const reference = {
    name: 'the same without a switch',
    unit: 'frames/s',
    value: round(empty.rate),
  };
  return [
    {
      name: 'timeline of 65,536 switches, zoomed and moved',
      value: round(full.rate),
      unit: 'frames/s',
      reference,
      target: '60 frames/s',
      higherIsBetter: true,
    },
    {
      name: 'its longest frame',
      value: round(full.longest),
      unit: 'ms',
      reference: { name: 'without a switch', unit: 'ms', value: round(empty.longest) },
    },
  ];
}

async function openTimeline(page: Page, folder: string): Promise<void> {
  const file = path.join(folder, 'timeline.html');
  const toUrl = (name: string): string => pathToFileURL(path.join(root, name)).href;
  const html = pageDocument(timelinePage(timelineTexts({ t: text => text })), {
    script: toUrl('dist/timeline-page.js'),
    style: toUrl('media/timeline/timeline.css'),
    cspSource: 'file:',
    nonce: 'benchmark',
    language: 'en',
  });
  fs.writeFileSync(file, html);
  await page.addInitScript(() => {
    Object.assign(globalThis, { acquireVsCodeApi: () => ({ postMessage: () => {} }) });
  });
  await page.goto(pathToFileURL(file).href);
}

/** Turns the wheel over the chart once for each picture, and looks at how they follow one another. */
function framesOf(page: Page): Promise<{ rate: number; longest: number }> {
  return page.evaluate(async frames => {
    const { document, WheelEvent, requestAnimationFrame } = globalThis as unknown as Browser;
    const chart = document.getElementById('chart');
    const times: number[] = [];
    for (let frame = 0; frame <= frames; frame++) {
      times.push(await new Promise<number>(requestAnimationFrame));
      const isZooming = frame % 100 < 50;
      const direction = frame % 50 < 25 ? -1 : 1;
      chart.dispatchEvent(
        new WheelEvent('wheel', {
          deltaY: 60 * direction,
          ctrlKey: isZooming,
          shiftKey: !isZooming,
          cancelable: true,
        }),
      );
    }
    const durations = times.slice(1).map((time, index) => time - (times[index] as number));
    const total = durations.reduce((sum, duration) => sum + duration, 0);
    return { rate: (1_000 * frames) / total, longest: Math.max(...durations) };
  }, FRAMES);
}

/** What of the browser's page is used. */
interface Browser {
  readonly document: { getElementById(id: string): { dispatchEvent(event: object): void } };
  readonly WheelEvent: new (type: string, init: object) => object;
  requestAnimationFrame(callback: (time: number) => void): void;
  postMessage(message: object, origin: string): void;
}
