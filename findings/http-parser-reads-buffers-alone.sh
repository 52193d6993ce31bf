#!/bin/sh
# http-parser-js 0.5.10, which parses HTTP/1 in plain JavaScript, and imports nothing.
#
# One would guess: it takes bytes, so it takes them in a Uint8Array as well as in a Buffer of Node's, which is
# one, and so can read a connection's bytes in a browser, too.
#
# What happens: it cuts its lines out by `toString(encoding, start, end)`. A Buffer does that; any other
# Uint8Array heeds no arguments, and gives all its numbers with commas between them. A request without a fault
# is then refused as one whose method is unknown, and nothing says why; and the error is what `execute` returns,
# where nobody who waits for an exception finds it. A subclass of Uint8Array with such a `toString` is parsed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . http-parser-js@0.5.10

cat >run.mjs <<'JAVASCRIPT'
import { HTTPParser } from 'http-parser-js';

const bytes = new TextEncoder().encode('GET /todos HTTP/1.1\r\nHost: a.example\r\n\r\n');

class Text extends Uint8Array {
  toString(_, start = 0, end = this.length) {
    return String.fromCharCode(...this.subarray(start, end));
  }
}

function parse(name, input) {
  const parser = new HTTPParser(HTTPParser.REQUEST);
  let found = 'nothing';
  parser[HTTPParser.kOnHeadersComplete] = ({ url }) => {
    found = url;
  };
  const returned = parser.execute(input);
  const how = returned instanceof Error ? `returned the error ${returned.code}` : `took ${returned} bytes`;
  console.log(`${name}: ${how}, found ${found}`);
}
parse('Buffer', Buffer.from(bytes));
parse('Uint8Array', bytes);
parse('Uint8Array with text', new Text(bytes));
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Buffer: took 40 bytes, found /todos
Uint8Array: returned the error HPE_INVALID_CONSTANT, found nothing
Uint8Array with text: took 40 bytes, found /todos
TEXT
