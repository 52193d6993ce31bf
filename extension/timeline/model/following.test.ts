import assert from 'node:assert/strict';
import test from 'node:test';
import type { SwitchPage } from '../../../debug-adapter/protocol/customRequests.ts';
import { View } from '../page/view.ts';
import { EPOCH, pageOf, TWO_WORKERS } from './test/pages.ts';

/** The page of a program that was recorded, whose 1,000 instructions are known, and which stands at one of them. */
function at(present: number): SwitchPage {
  const run = { begin: EPOCH, until: EPOCH + 1, reach: 'end' as const };
  return { ...pageOf(TWO_WORKERS, { run, counts: 'instructions' }), now: EPOCH + present / 1_000 };
}

function shows(view: View, page: SwitchPage): string {
  view.recording.add(page);
  view.update();
  const { from, to } = view.range;
  return `${Math.round(from)}–${Math.round(to)}`;
}

test('in a recording, what follows stays with the present', () => {
  const view = new View();
  assert.equal(shows(view, at(0)), '0–1020');
  // All is shown, wherever it stands.
  assert.equal(shows(view, at(500)), '0–1020');
  view.show({ from: 450, to: 550 });
  assert.ok(view.follows);
  assert.equal(shows(view, at(540)), '450–550');
  assert.equal(shows(view, at(700)), '650–750');
  assert.equal(shows(view, at(20)), '0–100');
  view.zoom(0.5, 80);
  assert.equal(shows(view, at(20)), '10–60');
});

test('in a recording, who looks elsewhere than at the present does not follow it, until he wants to', () => {
  const view = new View();
  shows(view, at(100));
  view.show({ from: 400, to: 500 });
  assert.ok(!view.follows);
  assert.equal(shows(view, at(200)), '400–500');
  view.follow(true);
  assert.equal(shows(view, at(200)), '150–250');
  view.pan(0.3);
  assert.ok(view.follows);
  view.pan(0.9);
  assert.ok(!view.follows);
});

test('of a program that runs, what follows stays with the latest switch', () => {
  const view = new View();
  const live = (now: number): SwitchPage => ({ ...pageOf(TWO_WORKERS), now: EPOCH + now / 1_000 });
  assert.equal(shows(view, live(1_000)), '0–1020');
  view.zoom(0.5, 0);
  assert.equal(shows(view, live(1_000)), '510–1020');
  assert.equal(shows(view, live(2_000)), '1530–2040');
  view.pan(-0.1);
  assert.equal(shows(view, live(3_000)), '1479–1989');
});
