/**
 * The agent that is started late, in the middle of a program: it tells what the one tells that was
 * there from the start, at the same place of the same program.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presentVersions } from '../python/distribution.ts';
import type { PythonVersion } from '../python/versions.ts';
import { AgentGuest } from './agentGuest.ts';
import { allThatIsTold } from './toldByAgent.ts';

const CONFIGURATION = {
  justMyCode: true,
  rules: [],
  showReturnValue: true,
  variablePresentation: {},
} as const;

async function forked(
  version: PythonVersion,
  file: string,
  ...args: string[]
): Promise<AgentGuest> {
  const guest = new AgentGuest(version, false, file, ...args);
  await guest.event('ready');
  await guest.ask('configure', CONFIGURATION);
  return guest;
}

/** A program that stands at a breakpoint on the line with a marker. */
async function live(
  version: PythonVersion,
  file: string,
  marker: string,
  ...args: string[]
): Promise<AgentGuest> {
  const guest = new AgentGuest(version, true, file, ...args);
  await guest.event('ready');
  await guest.ask('configure', CONFIGURATION);
  const path = marker === 'import' ? guest.file.replace('places', 'imported') : guest.file;
  const line = LINES[marker] ?? guest.program.line(marker);
  await guest.ask('setBreakpoints', { path, others: [], breakpoints: [{ id: 1, line }] });
  await guest.ask('run', { stopOnEntry: false });
  await guest.event('stopped');
  return guest;
}

const LINES: Record<string, number> = { import: 6 };

for (const version of presentVersions()) {
  for (const [place, marker] of [
    ['main', 'here'],
    ['greenlet', 'here'],
    ['generator', 'here'],
    ['except', 'except'],
    ['library', 'here'],
    ['thread', 'here'],
    ['import', 'import'],
    ['task', 'here'],
  ] as const) {
    test(`the late agent tells what the other tells (${version}, ${place})`, async () => {
      const late = await forked(version, 'places.py', place);
      const early = await live(version, 'places.py', marker, place);
      try {
        await late.ask('stand', { reason: 'breakpoint', breakpoints: [1] });
        assert.deepEqual(await late.event('stopped'), await early.event('stopped'));
        assert.deepEqual(await allThatIsTold(late), await allThatIsTold(early));
      } finally {
        await Promise.all([late.close(), early.close()]);
      }
    });
  }
}
