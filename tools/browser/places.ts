import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { runGuestPython } from '../test/guestPython.ts';
import type { PageAdapter } from './pageAdapter.ts';
import type { TestPage } from './testPage.ts';

/** What a program has left behind. */
interface PlaceRun {
  readonly stdout: string;
  /** Why it did not come to its end, if so. */
  readonly crash: string | undefined;
}

/** Where Python and the debug adapter run. */
export interface Place {
  run(code: string): Promise<PlaceRun>;
  /** A client of a debug adapter of its own. */
  openClient(): DapClient;
}

export const NODE: Place = {
  run: async code => {
    const { stdout, stderr } = await runGuestPython(['-c', code], []);
    return { stdout, crash: /^crashed: (.*)$/m.exec(stderr)?.[1] };
  },
  openClient: () => new DapClient(),
};

export function placeOf(page: TestPage, adapter: PageAdapter): Place {
  return {
    run: async code => {
      // As in Node.
      const start = { network: 'loopback' } as const;
      const { stdout, end } = await page.run(['-c', code], '/work', {}, {}, start);
      return { stdout, crash: end.kind === 'crashed' ? end.reason : undefined };
    },
    openClient: () => DapClient.connect(adapter.port),
  };
}
