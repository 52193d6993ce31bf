import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import type { Location } from '../../debug-adapter/protocol/program.ts';
import { type PlacedGenerator, placeOf } from './branch.ts';

/** What a row says of a continuation beside its name. */
export function describeContinuation(continuation: ContinuationInfo): string {
  const { state, resumptions } = continuation;
  const switches = resumptions === 0 ? undefined : countedSwitches(resumptions);
  // The icon tells the state, too, and in a narrow view the end is cut off.
  return [placeOf(continuation), state, switches].filter(Boolean).join(' · ');
}

/** What a row says of a task beside its name. */
export function describeTask(task: TaskInfo): string {
  const { state, awaits } = task;
  return [placeOf(task), state, awaits && `awaits ${awaits}`].filter(Boolean).join(' · ');
}

/** What a row says of a generator beside its name. */
export function describeGenerator(generator: PlacedGenerator): string {
  return [placeOf(generator), ...generator.heldBy].join(' · ');
}

/** All that there is to say of a generator. */
export function tooltipOfGenerator({ label, location, heldBy, frames }: PlacedGenerator): string {
  const own = frames.map(({ name, path, line }) => `  ${name}, ${path}:${line}`);
  return [
    `${label} · suspended`,
    `at ${placeText(location)}`,
    ...heldBy,
    'its frames:',
    ...own,
  ].join('\n');
}

/** All that there is to say of a continuation. */
export function tooltipOf(continuation: ContinuationInfo): string {
  const { label, state, resumptions, location, createdAt, idle, isSystem, stackBytes } =
    continuation;
  return [
    `${label} · ${state}`,
    ...(location === undefined ? [] : [`at ${placeText(location)}`]),
    `control came to it by ${countedSwitches(resumptions)}`,
    ...(idle === undefined ? [] : [`idle for ${duration(idle)}`]),
    ...(stackBytes === undefined ? [] : [`${bytes(stackBytes)} of its C stack put aside`]),
    ...createdAt.slice(0, 1).map(origin => `made by ${origin.name}, ${placeText(origin)}`),
    ...(isSystem ? ['nothing of your code runs in it'] : []),
  ].join('\n');
}

function placeText({ path, line }: Location): string {
  return `${path}:${line}`;
}

function countedSwitches(count: number): string {
  return `${count.toLocaleString('en')} switch${count === 1 ? '' : 'es'}`;
}

/** A size in bytes, as a person says it. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} bytes`;
  const [size, unit] = count < 1_000_000 ? [count / 1_000, 'kB'] : [count / 1_000_000, 'MB'];
  return `${size.toFixed(1)} ${unit}`;
}

/** A time in milliseconds, as a person says it. */
function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
