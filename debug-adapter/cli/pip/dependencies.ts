import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryDirectory } from '../../runtime/node/temporaryDirectory.ts';
import { wheelFolder, wheelsAtHand } from '../../session/node/distribution.ts';
import { normalizedName } from '../../session/python/distributionNames.ts';
import type { PythonVersion } from '../../session/python/versions.ts';
import type { MachinePip, StandIn } from './machinePip.ts';
import { type MissingPackage, PLATFORM } from './missingPackage.ts';
import { type Judgement, judgeMissing } from './verdict.ts';

/** What pip reports of a package ("Installation Report" in its documentation, version 1). */
interface ReportedPackage {
  readonly download_info: { readonly url: string };
  readonly metadata: { readonly name: string; readonly version: string };
}

/** Which Python packages are for, and where they come from. */
export interface Sources {
  readonly version: PythonVersion;
  readonly wheelIndex: string | undefined;
}

/**
 * Has pip choose packages, with what they depend on, without installing any, and judges each. For
 * one that is missing an empty one stands in the next time, until there are all.
 *
 * @param args what belongs after `pip install`.
 * @throws Error with what pip says, where that is of something else than missing packages.
 */
export function judgeDependencies(
  pip: MachinePip,
  args: readonly string[],
  sources: Sources,
): Judgement[] {
  const directory = new TemporaryDirectory();
  try {
    const report = path.join(directory.path, 'report.json');
    const missing = new Map<string, MissingPackage>();
    let options: readonly string[] = [];
    for (;;) {
      const { code, errors, ...outcome } = pip.install(
        [...['--dry-run', '--report', report], ...options, ...args],
        {
          ...sources,
          target: path.join(directory.path, 'target'),
          standIns: [...missing.values()].flatMap(standInFor),
          isSilent: true,
        },
      );
      if (code === 0) return judgeAll(report, missing, sources.version);
      const further = outcome.missing.filter(({ name }) => !missing.has(normalizedName(name)));
      if (further.every(({ standIn }) => standIn === null))
        throw new Error(errors.trim() || 'pip does not say why.');
      for (const each of further) missing.set(normalizedName(each.name), each);
      // pip would wait for each of them again, for each package.
      if (further.some(isCutOff)) options = ['--no-index'];
    }
  } finally {
    directory.remove();
  }
}

function standInFor({ name, standIn }: MissingPackage): StandIn[] {
  return standIn === null ? [] : [{ name, version: standIn }];
}

/** Whether no index answers. */
function isCutOff({ indexes, silent }: MissingPackage): boolean {
  return indexes.every(index => silent.some(page => page.startsWith(index)));
}

function judgeAll(
  report: string,
  missing: ReadonlyMap<string, MissingPackage>,
  version: PythonVersion,
): Judgement[] {
  const installed: readonly ReportedPackage[] = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8')).install
    : [];
  return installed.map(({ metadata, download_info }) => {
    const lacking = missing.get(normalizedName(metadata.name));
    if (lacking !== undefined) return judgeMissing(lacking, version);
    const why = describeFile(download_info.url, version);
    return { name: metadata.name, version: metadata.version, verdict: 'runs', why };
  });
}

/** What kind of file pip would install. */
function describeFile(url: string, version: PythonVersion): string {
  const name = path.posix.basename(new URL(url).pathname);
  const folder = url.startsWith('file:') ? path.dirname(fileURLToPath(url)) : '';
  const isOurs = wheelsAtHand(version).includes(folder);
  if (name.endsWith(`-${PLATFORM}.whl`)) {
    return isOurs ? 'comes with WASIX Python' : 'has a wheel for WASIX';
  }
  return folder === wheelFolder(version) ? 'built in' : 'pure Python';
}
