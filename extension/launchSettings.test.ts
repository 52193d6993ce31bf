import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySettings } from './launchSettings.ts';

const settings: Record<string, unknown> = { justMyCode: false, network: 'off' };
const settingOf = (name: string): unknown => settings[name];

test('U10: a setting holds where the configuration does not say', () => {
  const launch = { request: 'launch', network: 'all' };
  assert.deepEqual(applySettings(launch, settingOf), { ...launch, justMyCode: false });
});

test('U10: a configuration that attaches gets the settings that it can hold', () => {
  const attach = { request: 'attach' };
  assert.deepEqual(applySettings(attach, settingOf), { ...attach, justMyCode: false });
});
