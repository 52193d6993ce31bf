import { parseArgs } from 'node:util';
import { setUpGevent } from '../debug-adapter/python/gevent/geventPackage.ts';
import { findPlaces, findToolchain, setUp } from '../debug-adapter/python/setUp.ts';
import { placeSharedModules } from '../debug-adapter/python/sharedModules/sharedModules.ts';
import { PYTHON_VERSIONS } from '../debug-adapter/session/python/versions.ts';
import { copySamplePackages } from './samplePackages.ts';

const USAGE = `\
usage: npm run setup [-- OPTIONS]

Puts each version of WASIX Python into dist/python: from the cache if it is there,
else it is built from Debian packages, which takes some minutes once. dist/wheels gets gevent for
each, and the samples the packages that they import.

  --force   build Python from the start even though the cache has it
  --keep    leave the work folder, so that the next build only does what changed
  --print   print where everything is, and do nothing
  --help    print this
`;

const { values: options } = parseArgs({
  options: {
    force: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  process.stdout.write(USAGE);
} else if (options.print) {
  for (const { version, distribution, artifact } of await findPlaces()) {
    console.log(`Python ${version}: ${distribution}\n  in the cache: ${artifact}`);
  }
  console.log(`toolchain: ${await findToolchain()}`);
} else {
  try {
    for (const { python, greenlet, key } of await setUp(options)) {
      console.log(`dist/python has Python ${python} with greenlet ${greenlet} (${key}).`);
    }
    for (const version of PYTHON_VERSIONS) await placeSharedModules(version);
    for (const version of PYTHON_VERSIONS) await setUpGevent(version);
    await copySamplePackages();
  } catch (error) {
    console.error(`Set-up failed: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
