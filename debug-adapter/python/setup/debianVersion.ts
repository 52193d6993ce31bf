/** The value of one character in dpkg's ordering: `~` before the end before letters before others. */
function order(character: string | undefined): number {
  if (character === undefined) return 0;
  if (character === '~') return -1;
  const code = character.codePointAt(0)!;
  return /[A-Za-z]/.test(character) ? code : code + 256;
}

function compareNonDigits(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = order(a[i]) - order(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePart(a: string, b: string): number {
  let [left, right] = [a, b];
  while (left !== '' || right !== '') {
    const [leftText, rightText] = [/^\D*/.exec(left)![0], /^\D*/.exec(right)![0]];
    const byText = compareNonDigits(leftText, rightText);
    if (byText !== 0) return byText;
    [left, right] = [left.slice(leftText.length), right.slice(rightText.length)];
    const [leftNumber, rightNumber] = [/^\d*/.exec(left)![0], /^\d*/.exec(right)![0]];
    const byNumber = Number(leftNumber) - Number(rightNumber);
    if (byNumber !== 0) return byNumber;
    [left, right] = [left.slice(leftNumber.length), right.slice(rightNumber.length)];
  }
  return 0;
}

function split(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? 0 : Number(version.slice(0, colon)),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
}

/** Compares two Debian versions as dpkg does (deb-version(7)); for `Array.sort`, oldest first. */
export function compareDebianVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  return (
    left.epoch - right.epoch ||
    comparePart(left.upstream, right.upstream) ||
    comparePart(left.revision, right.revision)
  );
}
