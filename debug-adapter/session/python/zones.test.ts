import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { ruleByClock, zoneRules } from './zones.ts';

const { TZ: own } = process.env;

describe('rules of time zones', () => {
  afterEach(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });

  test('are found by the clock where no file tells them', () => {
    const rules = {
      'Asia/Kolkata': '<+0530>-5:30',
      'America/New_York': '<-05>5<-04>4,M3.2.0/2,M11.1.0/2',
      'America/St_Johns': '<-0330>3:30<-0230>2:30,M3.2.0/2,M11.1.0/2',
      'Australia/Lord_Howe': '<+1030>-10:30<+11>-11,M10.1.0/2,M4.1.0/2',
      'Europe/Berlin': '<+01>-1<+02>-2,M3.5.0/2,M10.5.0/3',
      UTC: '<+00>-0',
    };
    for (const [zone, rule] of Object.entries(rules)) {
      process.env.TZ = zone;
      assert.equal(ruleByClock(2026), rule, zone);
    }
  });

  test('are of this machine, and of the zone that a program is given', () => {
    process.env.TZ = 'JST-9';
    assert.equal(zoneRules(undefined), '=JST-9');
    // A rule needs none, and neither does what is no zone's name.
    for (const given of ['CET-1CEST,M3.5.0,M10.5.0/3', '../../etc/passwd', ':/etc/localtime', '']) {
      assert.equal(zoneRules(given), '=JST-9', given);
    }
    assert.equal(zoneRules('Nowhere/Else'), '=JST-9');
  });
});
