import type {
  ContinuationInfo,
  GeneratorPlaceInfo,
  TaskInfo,
} from '../../debug-adapter/protocol/customRequests.ts';
import { placeOf } from './branch.ts';

/** The continuations that a person means: each word is a part of their name, state or place. */
export function matching(all: readonly ContinuationInfo[], text: string): ContinuationInfo[] {
  return all.filter(continuation => {
    const { label, state } = continuation;
    return hasWords([label, state, placeOf(continuation)], text);
  });
}

/** The tasks that a person means, likewise. */
export function matchingTasks(all: readonly TaskInfo[], text: string): TaskInfo[] {
  return all.filter(task => hasWords([task.label, task.state, placeOf(task)], text));
}

/** Whether a person means the generators at a place, likewise. */
export function matchesGenerators(place: GeneratorPlaceInfo, text: string): boolean {
  return hasWords([place.name, place.kind, placeOf(place)], text);
}

function hasWords(shown: readonly (string | undefined)[], text: string): boolean {
  const line = shown.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(word => line.includes(word));
}
