import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

const HOUR = 3600;

/** Some of 2026: each hour around the changes of zones in the north, and days of the whole year. */
const TIMES = [
  ...Array.from({ length: 73 }, (_, day) => Date.UTC(2026, 0, 1 + 5 * day, 13, 7) / 1000),
  ...[Date.UTC(2026, 2, 8), Date.UTC(2026, 2, 29), Date.UTC(2026, 9, 25), Date.UTC(2026, 10, 1)]
    .map(day => day / 1000)
    .flatMap(day => Array.from({ length: 30 }, (_, hour) => day + hour * HOUR)),
];

/** What this machine's clock shows at a time in its zone. */
function wallClock(time: number): number[] {
  const date = new Date(time * 1000);
  return [
    ...[date.getFullYear(), date.getMonth() + 1, date.getDate()],
    ...[date.getHours(), date.getMinutes(), date.getSeconds()],
  ];
}

function runPython(program: string, zone: string, ...options: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'run', ...options, '-c', program],
    { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
  );
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}

test('a program has the local time of this machine', t => {
  const own = process.env.TZ;
  t.after(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });
  const program = `
import json, os, time
times = json.loads(${JSON.stringify(JSON.stringify(TIMES))})
there_and_back = [time.mktime(time.localtime(each)) == each for each in times]
print(json.dumps([
    [list(time.localtime(each)[:6]) for each in times],
    all(there_and_back),
    [name for name in os.environ if "ZONE" in name],
]))`;
  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata']) {
    process.env.TZ = zone;
    const [shown, isThereAndBack, variables] = JSON.parse(runPython(program, zone));
    assert.deepEqual(shown, TIMES.map(wallClock), zone);
    assert.ok(isThereAndBack, zone);
    assert.deepEqual(variables, []);
  }
});

test('a program can choose its zone', () => {
  const program = `
import datetime, os, time
def show():
    time.tzset()
    print(time.tzname, time.timezone, time.daylight, time.localtime(1782907200)[:4])
show()
for zone in ("CET-1CEST,M3.5.0,M10.5.0/3", "<+0545>-5:45", "UTC", "", "Nowhere/Else", "Rubbish!"):
    os.environ["TZ"] = zone
    show()
del os.environ["TZ"]
show()
print(time.strftime("%Z %z", time.localtime(1782907200)))
print(datetime.datetime.fromtimestamp(1782907200).astimezone().isoformat())`;
  assert.equal(
    runPython(program, 'NZST-12NZDT,M9.5.0,M4.1.0/3', '--env', 'TZ=EST5EDT,M3.2.0,M11.1.0'),
    `\
('EST', 'EDT') 18000 1 (2026, 7, 1, 8)
('CET', 'CEST') -3600 1 (2026, 7, 1, 14)
('+0545', '+0545') -20700 0 (2026, 7, 1, 17)
('UTC', 'UTC') 0 0 (2026, 7, 1, 12)
('UTC', 'UTC') 0 0 (2026, 7, 1, 12)
('UTC', 'UTC') 0 0 (2026, 7, 1, 12)
('UTC', 'UTC') 0 0 (2026, 7, 1, 12)
('NZST', 'NZDT') -43200 1 (2026, 7, 2, 0)
NZST +1200
2026-07-02T00:00:00+12:00
`,
  );
});
