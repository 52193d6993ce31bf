import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { SCREEN } from './screen.ts';
import type { TestedPlayground } from './testedPlayground.ts';

/** Asks for what a person types, line by line, up to the end of the input. */
const CONVERSATION = `import sys
name = input("Your name? ")
print(f"Hello, {name}!")
for line in sys.stdin:
    print("you say", line.upper(), end="")
print("goodbye", sys.stdin.isatty(), sys.stdout.isatty())
`;

/** Takes keys as they are typed, then a line that is not shown. */
const KEYS = `import getpass, sys, termios, tty
before = termios.tcgetattr(0)
tty.setcbreak(0)
print("key?", flush=True)
print(repr(sys.stdin.read(1)), flush=True)
termios.tcsetattr(0, termios.TCSADRAIN, before)
print(len(getpass.getpass("Secret: ")))
`;

const INTERRUPTED = `import time
for wait in (lambda: input("first "), lambda: time.sleep(100), lambda: [None for _ in iter(int, 1)]):
    try:
        print("waits", flush=True)
        wait()
    except KeyboardInterrupt:
        print("interrupted")
`;

const SIZES = `import os, signal, time
def tell(*_):
    columns, rows = os.get_terminal_size()
    print("size", columns > 20 and rows > 2, flush=True)
signal.signal(signal.SIGWINCH, tell)
tell()
input()
`;

/** Reads a number, and stops in what is made of it. */
const DEBUGGED = `def double(number):
    return 2 * number

print(double(int(input("A number: "))))
print(double(int(input("Another: "))))
`;

/** Writes more than is between it and the page. */
const MUCH = `for number in range(40_000):
    print("line", number, "." * 90)
print(len(input("The end? ")))
`;

const COLORS = `for code, name in enumerate("red green yellow blue magenta cyan".split(), 31):
    print(f"\\033[{code}m{name:8}\\033[1m{name}\\033[0m")
answer = input("Which of them? ")
print(f"You have chosen {answer}.")
raise ValueError(f"{answer} is no colour")
`;

/** Tests of the terminal of the playground. @param pictures the folder for pictures of it. */
export function testTerminal(tested: () => TestedPlayground, pictures: string): void {
  test('P22: a program reads what is typed, line by line, up to Ctrl+D', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, CONVERSATION);
    // Which comes to the front when the program asks.
    await playground.chooseTab('Files');
    await playground.press('Run');
    await page.getByRole('tabpanel', { name: 'Terminal' }).waitFor();
    await playground.shows(/^Your name\?$/m);
    await playground.type('Grüße');
    for (let count = 0; count < 3; count++) await page.keyboard.press('Backspace');
    await playground.type('eta 你好');
    await page.keyboard.press('Backspace');
    await playground.type('\n');
    await playground.shows(/^Hello, Greta 你!$/m);
    await playground.type('wrong');
    await page.keyboard.press('Control+u');
    await playground.type('right\n');
    await playground.shows(/^you say RIGHT$/m);
    await playground.type('more\n');
    await playground.shows(/^you say MORE$/m);
    await page.keyboard.press('Control+d');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly(
      'Your name? Greta 你\nHello, Greta 你!\nright\nyou say RIGHT\nmore\nyou say MORE\ngoodbye True True',
    );
    await playground.expectAccessible();
  });

  test('P23: a program takes single keys, and what it does not show', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, KEYS);
    await playground.press('Debug');
    await playground.shows(/^key\?$/m);
    await playground.type('x');
    await playground.shows(/^Secret:$/m);
    await playground.type('hush');
    await page.keyboard.press('Backspace');
    await playground.type('\n');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly("key?\n'x'\nSecret:\n3");
  });

  test('P24: Ctrl+C interrupts a program that waits, sleeps, or computes', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, INTERRUPTED);
    await playground.press('Run');
    await playground.shows(/waits\nfirst$/);
    await playground.type('half');
    for (const count of [1, 2, 3]) {
      await page.keyboard.press('Control+c');
      await playground.shows(new RegExp(`(interrupted[^]*){${count}}${count < 3 ? 'waits$' : ''}`));
    }
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly(
      'waits\nfirst half^Cinterrupted\nwaits\n^Cinterrupted\nwaits\n^Cinterrupted',
    );
  });

  test('P25: a program knows the size of its terminal, and is told of another', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    const size = page.viewportSize();
    await playground.goto(address, SIZES);
    await playground.press('Debug');
    await playground.shows(/^size True$/);
    // Tab is the program's: nobody is caught all the same.
    await playground.type('\t');
    await page.keyboard.press('Shift+Tab');
    await page.locator('#output-tab:focus').waitFor();
    await page.setViewportSize({ width: 1100, height: 800 });
    await playground.shows(/^size True\s+size True/);
    await page.locator('#terminal').click();
    await playground.type('\n');
    await playground.says('The program has ended, with exit code 0.');
    if (size !== null) await page.setViewportSize(size);
  });

  test('P26: a program that is debugged reads its input, and stops', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, DEBUGGED);
    await playground.clickGutter(2);
    await playground.press('Debug');
    await playground.shows(/^A number:$/m);
    // Where it waits in C, the debugger is heard all the same.
    await playground.press('Pause');
    await playground.standsAt(4);
    await playground.press('Continue');
    await playground.says('The program runs.');
    await page.locator('#terminal').click();
    await playground.type('21\n');
    await playground.standsAt(2);
    await playground.open('Locals');
    assert.equal(await playground.variable('number'), '21');
    // What is typed while it stands still is read when it goes on.
    await page.locator('#terminal').click();
    await playground.type('33\n');
    await playground.press('Continue');
    await playground.standsAt(2);
    await playground.open('Locals');
    assert.equal(await playground.variable('number'), '33');
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly('A number: 21\n33\n42\nAnother: 66');
  });

  test('P39: a program that writes much waits for the page, and a long line can be taken back', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, MUCH);
    await playground.press('Debug');
    await playground.shows(/^line 39999 \.+\nThe end\?$/m);
    await playground.type('long '.repeat(50));
    await playground.shows(/The end\? [\slong]{240,}$/);
    await page.keyboard.press('Control+u');
    await playground.type('short\n');
    await playground.says('The program has ended, with exit code 0.');
    await playground.shows(/\.\nThe end\? short\n+5$/);
  });

  test('P27: pictures are taken of a terminal', async () => {
    const playground = tested();
    const { address, page } = playground.parts;
    await playground.goto(address, COLORS);
    await playground.press('Debug');
    await playground.shows(/^Which of them\?$/m);
    await playground.type('pink\n');
    await playground.says(/ValueError/);
    await playground.press('Continue');
    await playground.says('The program has ended, with exit code 1.');
    await playground.shows(/ValueError: pink is no colour$/);
    await playground.expectAccessible();
    fs.mkdirSync(pictures, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path.join(pictures, `terminal-${colorScheme}.png`) });
    }
    assert.match(String(await page.evaluate(SCREEN)), /You have chosen pink\./);
  });
}
