import { capture } from './command.ts';

/** Takes the place of what apt says, for a machine whose apt has no usable Debian archive. */
const OVERRIDE = 'WASIX_PYTHON_DEBIAN_ARCHIVE';

/** No base address of a Debian archive could be found. */
class ArchiveError extends Error {
  constructor() {
    super(
      'apt is not set up for a Debian archive that can be read over HTTP. The build needs Debian ' +
        `12 or later; elsewhere set ${OVERRIDE} to the base address of a Debian archive.`,
    );
    this.name = 'ArchiveError';
  }
}

/**
 * Picks the base address of Debian's main archive from lines `ADDRESS LABEL`,
 * as apt lists its sources. Security and third-party archives are none.
 */
export function chooseArchive(lines: string): string | undefined {
  const sources = lines.split('\n').map(line => {
    const [address = '', label = ''] = line.trim().split(' ');
    return { address, label };
  });
  return sources.find(
    ({ address, label }) =>
      /^https?:/.test(address) &&
      (label === 'Debian' || (label === '' && /\/debian\/?$/.test(address))),
  )?.address;
}

/**
 * Base address of the Debian archive that apt on this machine uses, with a slash at the end.
 * @throws {ArchiveError} when apt has none.
 */
export async function findArchive(logFile: string): Promise<string> {
  const listed =
    process.env[OVERRIDE] ??
    chooseArchive(
      await capture(
        'apt-get',
        ['indextargets', '--format', '$(REPO_URI) $(LABEL)', 'Created-By: Packages'],
        { logFile },
      ),
    );
  if (listed === undefined) throw new ArchiveError();
  return listed.endsWith('/') ? listed : `${listed}/`;
}
