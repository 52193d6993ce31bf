import fs from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import type { Manifest } from '../debug-adapter/python/recipe/artifact.ts';
import { SHARED_MANIFEST } from '../debug-adapter/python/sharedModules/sharedModules.ts';
import { PYTHON_VERSIONS } from '../debug-adapter/session/python/versions.ts';

/** Something that was written elsewhere. */
export interface Component {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

const RULE = '='.repeat(80);

/**
 * The licences of everything that is shipped and was written elsewhere: the npm
 * packages that ended up in the bundles, in the versions that the lock file
 * installed, and what the manifests say is in WASIX Python and in wheels for it.
 *
 * @param root of the checkout.
 * @param others what is shipped besides.
 * @throws Error when a package comes without a licence text.
 */
export function thirdPartyNotices(
  root: string,
  bundles: readonly Metafile[],
  others: readonly Component[] = [],
): string {
  const components = [...bundledPackages(root, bundles), ...pythonComponents(root), ...others];
  const list = components.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const texts = components.map(
    ({ name, version, text }) => `${RULE}\n${name} ${version}\n${RULE}\n\n${text.trim()}\n`,
  );
  return `This product contains:\n\n${list.join('\n')}\n\n${texts.join('\n')}`;
}

function bundledPackages(root: string, bundles: readonly Metafile[]): Component[] {
  const folders = new Set<string>();
  for (const input of bundles.flatMap(bundle => Object.keys(bundle.inputs))) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) folders.add(path.join(root, folder));
  }
  return [...folders].sort().map(folder => {
    const { name, version, license } = JSON.parse(
      fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
    );
    const file = fs.readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} comes without a licence text`);
    return {
      name,
      version,
      licence: license,
      text: fs.readFileSync(path.join(folder, file), 'utf8'),
    };
  });
}

/** What is in each version of WASIX Python, and in the wheels made for it; a component that several have stands there once. */
function pythonComponents(root: string): Component[] {
  const components = PYTHON_VERSIONS.flatMap(version => [
    ...componentsIn(path.join(root, 'dist/python', version)),
    ...componentsIn(path.join(root, 'dist/wheels', version)),
  ]);
  const named = new Map(components.map(part => [`${part.name} ${part.version}`, part]));
  return [...named.values()];
}

function componentsIn(folder: string): Component[] {
  const manifests = ['manifest.json', SHARED_MANIFEST]
    .map(name => path.join(folder, name))
    .filter(file => fs.existsSync(file))
    .map(file => JSON.parse(fs.readFileSync(file, 'utf8')) as Pick<Manifest, 'sources'>);
  return manifests
    .flatMap(({ sources }) => sources)
    .flatMap(({ name, version, licence, licenceFile }) => {
      // What only the build needed has none.
      if (licenceFile === undefined) return [];
      const text = fs.readFileSync(path.join(folder, licenceFile), 'utf8');
      return [{ name, version, licence, text }];
    });
}
