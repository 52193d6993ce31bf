import type { RecordingSpecification } from '../../runtime/node/guestMessages.ts';
import type { RecordingWish } from '../python/recordingWish.ts';

/** How a wished recording is made. @param about what the recording says of the program. */
export function recordingSpecification(
  { file, checks, files, hide }: RecordingWish,
  about: Readonly<Record<string, string>>,
): RecordingSpecification {
  const leavesFiles = files === false;
  return { kind: 'record', file, about, checkedCalls: checks, leavesFiles, hidden: hide };
}
