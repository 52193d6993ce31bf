import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** What the programs below try: each prints what it may, and nothing when all is refused. */
const ATTEMPTS = `
import os, sys
def attempt(name, deed):
    try: deed()
    except OSError: return
    print("may", name)
def read(path, **options):
    os.read(os.open(path, os.O_RDONLY, **options), 100)
def write(path, flags=os.O_WRONLY, **options):
    os.write(os.open(path, flags, **options), b"changed")
def attempt_all(folder, suffix=""):
    """Everything that can be done with what is in a folder: a file, a folder, and nothing."""
    file, inner, new = (os.path.join(folder, name) for name in ("file", "inner", "new"))
    attempt("read" + suffix, lambda: read(file))
    attempt("list" + suffix, lambda: os.listdir(folder))
    attempt("list below" + suffix, lambda: os.listdir(inner))
    attempt("stat" + suffix, lambda: os.stat(file))
    attempt("lstat" + suffix, lambda: os.lstat(file))
    attempt("change to" + suffix, lambda: os.chdir(inner))
    change_all(folder, suffix)
def change_all(folder, suffix=""):
    file, inner, new = (os.path.join(folder, name) for name in ("file", "inner", "new"))
    attempt("write" + suffix, lambda: write(file))
    attempt("append" + suffix, lambda: write(file, os.O_WRONLY | os.O_APPEND))
    attempt("write, reading" + suffix, lambda: write(file, os.O_RDWR))
    attempt("truncate by opening" + suffix, lambda: os.open(file, os.O_WRONLY | os.O_TRUNC))
    attempt("truncate by reading" + suffix, lambda: os.open(file, os.O_RDONLY | os.O_TRUNC))
    attempt("truncate" + suffix, lambda: os.truncate(file, 1))
    attempt("create" + suffix, lambda: os.open(new, os.O_WRONLY | os.O_CREAT))
    attempt("create alone" + suffix, lambda: os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    attempt("create to read" + suffix, lambda: os.open(new, os.O_RDONLY | os.O_CREAT))
    attempt("set times" + suffix, lambda: os.utime(file, (1, 1)))
    attempt("set times of the folder" + suffix, lambda: os.utime(inner, (1, 1)))
    attempt("unlink" + suffix, lambda: os.unlink(file))
    attempt("rmdir" + suffix, lambda: os.rmdir(inner))
    attempt("mkdir" + suffix, lambda: os.mkdir(new))
    attempt("symlink" + suffix, lambda: os.symlink("x", new))
    attempt("rename out" + suffix, lambda: os.rename(file, "stolen"))
    attempt("rename in" + suffix, lambda: os.rename("own", new))
    attempt("rename over" + suffix, lambda: os.rename("own", file))
    attempt("rename a folder" + suffix, lambda: os.rename(inner, "stolen"))
    attempt("link out" + suffix, lambda: os.link(file, "stolen"))
    attempt("link in" + suffix, lambda: os.link("own", new))
`;

/** All that can be seen of a folder. */
function snapshot(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .concat('.')
    .map(name => {
      const file = path.join(folder, name);
      const stat = fs.lstatSync(file);
      const content = stat.isFile() ? fs.readFileSync(file, 'utf8') : '';
      return [name, stat.mode, stat.nlink, stat.mtimeMs, content].join(' ');
    });
}

describe('a mount', { concurrency: 1 }, () => {
  let root: string;
  let outside: string;
  let inside: string;
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'mounts-test-')));
    outside = path.join(root, 'outside');
    inside = path.join(root, 'inside');
    fs.mkdirSync(path.join(outside, 'inner'), { recursive: true });
    fs.mkdirSync(path.join(inside, 'deep/deeper'), { recursive: true });
    fs.writeFileSync(path.join(outside, 'file'), 'secret');
    fs.writeFileSync(path.join(inside, 'own'), 'own');
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));

  const run = (program: string, ...flags: string[]): string => {
    const script = path.join(root, 'program.py');
    fs.writeFileSync(script, ATTEMPTS + program);
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [CLI, 'run', ...flags, '-c', ATTEMPTS + program],
      { cwd: inside, encoding: 'utf8' },
    );
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
    return stdout;
  };

  test('is not left by links, whoever made them, nor by "..", names of roots and of descriptors', () => {
    fs.symlinkSync(outside, path.join(inside, 'absolute'));
    fs.symlinkSync('../outside', path.join(inside, 'relative'));
    fs.symlinkSync('../../../outside', path.join(inside, 'deep/deeper/relative'));
    const before = snapshot(outside);
    const printed = run(`
os.symlink(${JSON.stringify(outside)}, "made")
os.symlink("made", "made-twice")
os.symlink("../outside", "made-relative")
os.symlink("/proc/self/cwd/../outside", "made-proc")
os.symlink("../outside/new", "dangling")
for link in ("absolute", "relative", "deep/deeper/relative", "made", "made-twice", "made-relative", "made-proc"):
    attempt_all(link, " by " + link)
    attempt("open " + link, lambda: os.open(link, os.O_RDONLY))
attempt("create by a dangling link", lambda: os.open("dangling", os.O_WRONLY | os.O_CREAT))
for way in ("../outside", "./deep/../../outside", "deep/deeper/../../../outside", "/..${outside}",
            "//../..//${outside}", "/proc/self/root${outside}", "/proc/self/cwd/../outside",
            "/dev/fd/3/${outside}", "/dev/../${outside}", "/tmp/..${outside}", "${outside}\\0"[:-1]):
    attempt_all(way, " by " + way)
`);
    assert.equal(printed, '');
    assert.deepEqual(snapshot(outside), before);
  });

  test('is not left by a folder that was opened, or changed to, before a link takes its place', () => {
    // The folder outside has the same name as one inside, which makes it the harder to tell.
    fs.mkdirSync(path.join(inside, 'deep/outside/inner'), { recursive: true });
    const before = snapshot(outside);
    const printed = run(`
folder = os.open("deep/outside", os.O_RDONLY | os.O_DIRECTORY)
base = os.getcwd()
os.chdir("deep/outside")
os.rename(base + "/deep", base + "/was-deep"); os.symlink(${JSON.stringify(root)}, base + "/deep")
attempt("read by descriptor", lambda: read("file", dir_fd=folder))
attempt("create by descriptor", lambda: os.open("new", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
attempt("list by descriptor", lambda: os.listdir(folder))
attempt("stat by descriptor", lambda: os.stat("file", dir_fd=folder))
attempt("set times by descriptor", lambda: os.utime(folder, (1, 1)))
attempt("unlink by descriptor", lambda: os.unlink("file", dir_fd=folder))
attempt("mkdir by descriptor", lambda: os.mkdir("new", dir_fd=folder))
attempt_all("", " from the current folder")
attempt_all(".", " from .")
`);
    assert.equal(printed, '');
    assert.deepEqual(snapshot(outside), before);
  });

  test('is not left in a race with somebody who swaps a folder for a link', async () => {
    fs.mkdirSync(path.join(inside, 'folder/inner'), { recursive: true });
    fs.writeFileSync(path.join(inside, 'folder/real'), 'real');
    const swap = spawn(process.execPath, [
      '-e',
      `const fs = require('node:fs');
      process.chdir(${JSON.stringify(inside)});
      fs.symlinkSync(${JSON.stringify(outside)}, 'link');
      for (;;) {
        fs.renameSync('folder', 'aside'); fs.renameSync('link', 'folder');
        fs.renameSync('folder', 'link'); fs.renameSync('aside', 'folder');
      }`,
    ]);
    const before = snapshot(outside);
    try {
      // Until it has met the folder, and has been refused, often.
      const printed = run(`
met = refused = 0
while met < 300 or refused < 100:
    try:
        read("folder/real"); met += 1
    except OSError: refused += 1
    attempt("read", lambda: read("folder/file"))
    attempt("stat", lambda: os.stat("folder/file"))
    attempt("truncate", lambda: os.truncate("folder/file", 0))
    attempt("unlink", lambda: os.unlink("folder/file"))
    attempt("rename", lambda: os.rename("folder/file", "stolen"))
    attempt("link", lambda: os.link("folder/file", "stolen"))
    attempt("set times", lambda: os.utime("folder/file", (1, 1)))
    try:
        if "file" in os.listdir("folder"): print("may list")
        os.close(os.open("folder/new", os.O_WRONLY | os.O_CREAT)); os.unlink("folder/new")
        os.mkdir("folder/new"); os.rmdir("folder/new")
        os.symlink("x", "folder/new"); os.unlink("folder/new")
    except OSError: pass
`);
      assert.equal(printed, '');
    } finally {
      swap.kill();
      await once(swap, 'close');
    }
    // A new entry would have changed the folder's time, even one that is gone again.
    assert.deepEqual(snapshot(outside), before);
  });

  test('that is read-only refuses every change', () => {
    const before = snapshot(outside);
    const printed = run(
      `
change_all("/frozen")
file = os.open("/frozen/file", os.O_RDONLY)
attempt("write by descriptor", lambda: os.write(file, b"x"))
attempt("truncate by descriptor", lambda: os.truncate(file, 1))
attempt("set times by descriptor", lambda: os.utime(file, (1, 1)))
folder = os.open("/frozen/inner", os.O_RDONLY | os.O_DIRECTORY)
attempt("set times of a folder by descriptor", lambda: os.utime(folder, (1, 1)))
attempt("create by descriptor", lambda: os.open("new", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
os.symlink("/frozen", "thawed")
change_all("thawed", " by a link")
print(os.read(file, 100), os.listdir("/frozen") == ["file", "inner"] or sorted(os.listdir("/frozen")))
`,
      '--mount',
      `${outside}:/frozen:ro`,
    );
    assert.match(printed, /^b'secret' (True|\['file', 'inner'\])\n$/);
    assert.deepEqual(snapshot(outside), before);
  });

  test('grants no more because of links that a program leaves for its next run', () => {
    const packages = '.venv/lib/python3.13/site-packages';
    run(`
os.makedirs(os.path.dirname("${packages}")); open(".venv/pyvenv.cfg", "w").close()
for link in (".wasix-packages", "venv", "${packages}"): os.symlink(${JSON.stringify(outside)}, link)
`);
    const before = snapshot(outside);
    for (const flags of [[], ['--packages', path.join(inside, '.venv')]]) {
      const printed = run(
        `
print([name for name in sys.path if "mounts-test" in name])
for link in (".wasix-packages", "venv", "${packages}"): attempt_all(link, " by " + link)
`,
        ...flags,
      );
      const granted = flags.length === 0 ? '[]' : `['${path.join(inside, '.venv')}']`;
      assert.equal(printed, `${granted}\n`);
    }
    assert.deepEqual(snapshot(outside), before);
  });

  test('shares no file with another by renaming or linking', () => {
    fs.writeFileSync(path.join(inside, 'file'), 'own');
    const printed = run(
      `
import errno
for deed in (os.rename, os.replace, os.link):
    for source, target in (("file", "/other/new"), ("/other/file", "new"), ("deep", "/other/new"), ("/other", "new"), ("deep", "/other")):
        try: deed(source, target); print("may", deed, source, target)
        except OSError as error: print(errno.errorcode[error.errno], end=" ")
`,
      '--mount',
      `${outside}:/other`,
    );
    assert.match(printed, /^(EXDEV|EBUSY|EPERM|EEXIST| )+$/);
    assert.deepEqual(fs.readdirSync(outside).sort(), ['file', 'inner']);
  });
});
