/** `npm run playground`: builds the playground into `dist/playground`, and serves it on this machine. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlayground } from './playground/build.ts';
import { servePlayground } from './playground/serve.ts';
import { sizesOf, sizeTable } from './playground/sizes.ts';

const FOLDER = path.resolve(import.meta.dirname, '../dist/playground');

const USAGE = `usage: npm run playground [-- --port NUMBER] [--isolated] [--build]

Builds a page that runs and debugs Python into dist/playground, static files for any server,
and serves it on this machine.

  --port NUMBER  the port on 127.0.0.1; by default a free one
  --isolated     has the page isolated from other origins: the debugger sees into the program from a
                 worker of its own then, and answers also while the program computes in C
  --build        builds it alone`;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    isolated: { type: 'boolean', default: false },
    build: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const port = values.port === undefined ? undefined : Number(values.port);
if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
  console.error(`"${values.port}" is no port.`);
  process.exit(2);
}
try {
  const files = await buildPlayground(FOLDER);
  console.log(`built dist/playground\n\n${sizeTable(sizesOf(FOLDER, files))}\n`);
  if (!values.build) {
    const { url } = await servePlayground(FOLDER, port, values.isolated);
    console.log(`${url} has the playground; end with Ctrl-C`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
