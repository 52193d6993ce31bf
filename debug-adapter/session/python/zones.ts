import { files } from '#platform/files.ts';
import path from '#platform/path.ts';
import { surroundings } from '#platform/surroundings.ts';

/** The file of this machine's own zone, where there is one. */
const OWN_ZONE = '/etc/localtime';

/** Where systems have the files of zones. */
const ZONE_FOLDERS = ['/usr/share/zoneinfo', '/var/db/timezone/zoneinfo'];

/** A name in the database of time zones. */
const NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;
/** What a rule begins with: a name and an offset. */
const RULE = /^([A-Za-z]{3,}|<[\w+-]+>)[+-]?\d/;

const [MINUTE, DAY] = [60_000, 86_400_000];

/**
 * Rules of time zones for the interpreter, which has no files of zones: this machine's own, and that of the zone
 * in the program's environment.
 *
 * @param wanted `TZ` of the program, if it has one.
 * @returns as `interpreter/host_zone.h` has them.
 */
export function zoneRules(wanted: string | undefined): string {
  const rules: [zone: string, rule: string | undefined][] = [['', ownRule()]];
  const name = wanted?.replace(/^:/, '');
  if (name !== undefined) rules.push([name, ruleOf(name)]);
  return rules
    .filter(([, rule]) => rule !== undefined)
    .map(([zone, rule]) => `${zone}=${rule}`)
    .join(';');
}

function ownRule(): string {
  const { TZ: chosen } = surroundings.environment;
  const byClock = (): string => ruleByClock(new Date().getFullYear());
  if (chosen === undefined || chosen === '') return ruleIn(OWN_ZONE) ?? byClock();
  const name = chosen.replace(/^:/, '');
  // The clock knows names, but no rules.
  return ruleOf(name) ?? (RULE.test(name) ? name : byClock());
}

function ruleOf(name: string): string | undefined {
  if (!NAME.test(name)) return undefined;
  for (const folder of ZONE_FOLDERS) {
    const rule = ruleIn(path.join(folder, name));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

/** The rule at the end of a zone's file, between two line feeds (RFC 8536, 3.3). */
function ruleIn(file: string): string | undefined {
  let content: string;
  try {
    content = new TextDecoder('latin1').decode(files.read(file));
  } catch {
    return undefined;
  }
  return content.startsWith('TZif') ? /\n([^\n;]+)\n$/.exec(content)?.[1] : undefined;
}

/** The rule of the zone of this process, found by its clock, where no file tells. */
export function ruleByClock(year: number): string {
  const offsetAt = (time: number): number => -new Date(time).getTimezoneOffset();
  const [winter, summer] = [offsetAt(Date.UTC(year, 0, 1)), offsetAt(Date.UTC(year, 6, 1))];
  if (winter === summer) return nameAndOffset(winter);
  // In the south, summer time is that of January.
  const standard = Math.min(winter, summer);
  const first = changeAfter(Date.UTC(year, 0, 1), offsetAt);
  const second = changeAfter(Date.UTC(year, 6, 1), offsetAt);
  const [begin, end] = winter < summer ? [first, second] : [second, first];
  const saving = Math.max(winter, summer);
  const changes = [`${wallClock(begin, standard)}`, `${wallClock(end, saving)}`];
  return [`${nameAndOffset(standard)}${nameAndOffset(saving)}`, ...changes].join(',');
}

/** When the offset changes in the half year after a time: in milliseconds since 1970, to the minute. */
function changeAfter(start: number, offsetAt: (time: number) => number): number {
  const before = offsetAt(start);
  let [low, high] = [start, start + 182 * DAY];
  while (high - low > MINUTE) {
    const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** `<+0130>-1:30`: POSIX counts to the west. */
function nameAndOffset(minutes: number): string {
  const [sign, opposite] = minutes < 0 ? ['-', ''] : ['+', '-'];
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const two = (value: number): string => String(value).padStart(2, '0');
  const name = `<${sign}${two(hours)}${rest === 0 ? '' : two(rest)}>`;
  return `${name}${opposite}${hours}${rest === 0 ? '' : `:${two(rest)}`}`;
}

/** `M3.5.0/2`: the last Sunday of March at two, by the clock that holds until then. */
function wallClock(time: number, offset: number): string {
  const wall = new Date(time + offset * MINUTE);
  const date = wall.getUTCDate();
  const length = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
  const week = date + 7 > length ? 5 : Math.ceil(date / 7);
  const minutes = wall.getUTCMinutes();
  const clock = `${wall.getUTCHours()}${minutes === 0 ? '' : `:${minutes}`}`;
  return `M${wall.getUTCMonth() + 1}.${week}.${wall.getUTCDay()}/${clock}`;
}
