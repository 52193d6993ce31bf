import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './diagnostics/rules.ts';
import { Documents } from './documents.ts';
import { codeLenses } from './features/codeLenses.ts';
import { hover } from './features/hover.ts';
import { references } from './features/navigation.ts';
import { InstalledPackages } from './index/installedPackages.ts';
import { ModuleIndex } from './index/moduleIndex.ts';
import { WorkspaceFiles } from './index/workspaceFiles.ts';
import { machineFiles } from './node/machineFiles.ts';

const FILES = {
  'hub.py': `
from greenlet import greenlet, getcurrent
from work import *
import jobs

class Hub(greenlet):
    def __init__(self, jobs=()):
        self.jobs = list(jobs)
        self.first = greenlet(compute)

    def run(self):
        while True:
            try:
                self.first.switch(self.jobs.pop())
            except BaseException:
                pass

def begin(worker, other=None):
    worker.switch(other)
    return getcurrent()

hub = Hub()
hub.switch()
begin(hub.first, greenlet(jobs.one)).switch()
spare = greenlet(jobs.one)
`,
  'work.py': `
import time
from gevent import spawn

def compute(job):
    time.sleep(job)
    return job.switch()

spawn(compute)
`,
  'jobs.py': `
import hub

def one():
    hub.hub.switch()

def two():
    hub.begin(hub.spare)
`,
};

type Name = keyof typeof FILES;

/** A program in an editor, which is typed into. */
class Typing {
  readonly #texts: Record<string, string> = { ...FILES };
  readonly #index = new ModuleIndex();
  readonly #documents = new Documents(this.#index, new WorkspaceFiles(machineFiles, ['/']));
  #version = 1;

  constructor() {
    for (const name of Object.keys(FILES)) this.open(name as Name);
  }

  open(name: Name): void {
    const text = this.#texts[name] ?? '';
    this.#documents.open({ uri: uriOf(name), languageId: 'python', version: 1, text });
    this.#documents.current(uriOf(name));
  }

  /** Closes a file that is not in the workspace any more. */
  remove(name: Name): void {
    this.#documents.close(uriOf(name));
    this.#index.delete(uriOf(name));
    this.#assertTold(Object.keys(FILES).filter(each => each !== name));
  }

  /** Types a text a character at a time in place of another, and compares after each. */
  replace(name: Name, part: string, text: string): void {
    const at = this.#texts[name]?.indexOf(part) ?? -1;
    assert.notEqual(at, -1, `${part} is not in ${name}`);
    this.#change(name, at, part.length, '');
    [...text].forEach((character, index) => {
      this.#change(name, at + index, 0, character);
    });
  }

  #change(name: Name, at: number, length: number, text: string): void {
    const before = this.#texts[name] ?? '';
    this.#texts[name] = before.slice(0, at) + text + before.slice(at + length);
    const range = { start: positionOf(before, at), end: positionOf(before, at + length) };
    this.#documents.change({
      textDocument: { uri: uriOf(name), version: ++this.#version },
      contentChanges: [{ range, text }],
    });
    this.#documents.current(uriOf(name));
    this.#assertTold(Object.keys(FILES));
  }

  #assertTold(names: readonly string[]): void {
    const index = new ModuleIndex();
    const documents = new Documents(index, new WorkspaceFiles(machineFiles, ['/']));
    for (const name of names) {
      const text = this.#texts[name] ?? '';
      documents.open({ uri: uriOf(name), languageId: 'python', version: 1, text });
      documents.current(uriOf(name));
    }
    const told = names.map(name => answers(this.#documents, this.#index, name));
    const anew = names.map(name => answers(documents, index, name));
    assert.deepEqual(told, anew, `after this text:\n${names.map(name => this.#texts[name])}`);
  }
}

function uriOf(name: string): string {
  return `file:///program/${name}`;
}

function positionOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** All that an editor can be told of a file. */
function answers(documents: Documents, index: ModuleIndex, name: string): unknown {
  const document = documents.current(uriOf(name));
  assert.ok(document);
  const { facts, text } = document;
  const asked = facts.calls.map(({ nameSpan: { from: offset } }) => ({ facts, offset, index }));
  return {
    findings: judge({ facts, text, index, packages: new InstalledPackages([]) }, () => true),
    lenses: codeLenses(facts, index),
    hovers: asked.map(hover),
    references: asked.map(references),
  };
}

test('What is told while somebody types is what a server tells that has just been started', () => {
  const typing = new Typing();
  typing.replace('hub.py', 'greenlet(compute)', 'greenlet(jobs.two)');
  typing.replace('work.py', 'compute(job):', 'reckon(job, begin=0):\n    job = greenlet(job)');
  typing.replace('work.py', 'spawn(compute)', 'spawn(reckon)\nspawn(lambda: reckon(1))');
  typing.replace('jobs.py', 'def one', 'class One:\n    pass\n\ndef one');
  typing.replace('hub.py', 'class Hub(greenlet)', 'class Hub');
  typing.replace('hub.py', 'class Hub', 'class Hub(jobs.One, greenlet)');
  typing.replace('jobs.py', 'class One', 'from greenlet import greenlet\nclass One(greenlet)');
  typing.replace('hub.py', 'from work import *', 'from work import reckon as compute');
  typing.replace('hub.py', 'begin(hub.first', "begin('''");
});

test('What is told when files go and come is what a server tells that has just been started', () => {
  const typing = new Typing();
  typing.remove('work.py');
  typing.open('work.py');
  typing.replace('work.py', 'def compute', '\ndef compute');
  typing.remove('jobs.py');
  typing.open('jobs.py');
  typing.replace('jobs.py', 'def two', 'def three(): hub.spare.switch()\n\ndef two');
});
