/** `npm run test:fuzz`: sends the debug adapter what nobody should send it. */
import { parseArgs } from 'node:util';
import { fuzz } from '../fuzz/fuzzing.ts';

const USAGE = `usage: npm run test:fuzz [-- --messages NUMBER] [-- --seed NUMBER] [-- --session NUMBER]

Sends the built debug adapter messages with wrong, missing and huge arguments, out of order,
twice, cancelled, and what is no message, in every state of a session, and as many again in
damaged streams to its reader. Each request has to be answered once, nothing may die or hang,
and each session has to serve a client normally after that.

  --messages NUMBER   how many; 20000 by default. A million takes less than an hour.
  --seed NUMBER       repeats a run; by default, it is made up, and printed
  --session NUMBER    only one of the run's sessions, as a failure names it`;

/** How many messages a session gets. */
const SESSION_LENGTH = 5_000;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    messages: { type: 'string', default: '20000' },
    seed: { type: 'string' },
    session: { type: 'string' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const messages = Number(values.messages);
const session = values.session === undefined ? undefined : Number(values.session);
if (![seed, messages, session ?? 0].every(number => Number.isSafeInteger(number) && number >= 0)) {
  console.error(USAGE);
  process.exit(2);
}
console.log(`seed ${seed}`);
const start = performance.now();
const { sessions, streams, failures } = await fuzz({
  seed,
  messages,
  session,
  sessionLength: SESSION_LENGTH,
  report: (sent, failure) => {
    if (failure !== undefined) console.log(`\r${failure}`);
    if (process.stdout.isTTY) process.stdout.write(`\r${sent} of ${messages} messages`);
  },
});
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(
  `\r${sessions} sessions of up to ${SESSION_LENGTH} messages, and ${streams.messages} messages in ` +
    `damaged streams, ${streams.broken} of which could not be read to their end: ` +
    `${failures.length} failures, ${seconds} s.`,
);
process.exit(failures.length === 0 ? 0 : 1);
