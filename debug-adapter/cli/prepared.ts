import { GuestThread } from '../runtime/node/guestThread.ts';
import { OwnThread } from '../runtime/node/ownThread.ts';
import type { PreparedProgram } from '../runtime/node/programFiles.ts';

/** What has been begun for the Python that is to run, if one will. */
export interface Prepared {
  /** For one in a thread of its own. */
  readonly thread?: GuestThread | undefined;
  /** For one in this thread. */
  readonly program?: PreparedProgram | undefined;
}

/** Has the next guest take what has been begun, be it by another bundle. */
export function adoptPrepared({ thread, program }: Prepared): void {
  GuestThread.adopt(thread);
  OwnThread.adopt(program);
}
