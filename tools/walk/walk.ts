/** `npm run test:walk`: random walks through random programs, each held against the program itself. */
import { parseArgs } from 'node:util';
import { Trials } from './trials.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    programs: { type: 'string' },
    seed: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(
    'usage: npm run test:walk [-- [--minutes N] [--programs N] [--seed S] [--verbose]]\n\n' +
      'Debugs random programs at random, and compares where they stop with what they do\n' +
      'without the debugger. The program of a failure is made small, and printed.\n' +
      '  --minutes   how long, at most; 5 by default\n' +
      '  --programs  how many programs, at most\n' +
      '  --seed      number of the first program; its failure is the same each time\n' +
      '  --verbose   print each program and walk',
  );
  process.exit(0);
}
const end = performance.now() + Number(values.minutes ?? 5) * 60_000;
const most = Number(values.programs ?? Number.POSITIVE_INFINITY);
const first = Number(values.seed ?? Math.floor(Math.random() * 1e6) * 1000);
console.log(`seed ${first}`);
const trials = new Trials(values.verbose ? console.log : undefined);
let walked = 0;
let failures = 0;
while (walked < most && performance.now() < end) {
  const report = await trials.perform(first + walked);
  walked++;
  if (report === undefined) continue;
  failures++;
  console.log(`\n━━━ --seed ${first + walked - 1} --programs 1\n${report}\n`);
}
await trials.close();
console.log(`${walked} programs, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
