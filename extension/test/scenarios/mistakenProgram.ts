/** A program with mistakes, of which one is about a greenlet of another file. */
const PROGRAM = `import asyncio
import time

from greenlet import greenlet
from hub import hub

def worker(name):
    while True:
        try:
            hub.switch(name)
        except BaseException as error:
            print(error)

async def tick():
    time.sleep(1)

greenlet(worker)
pool = [greenlet(worker) for _ in range(3)]
for each in pool:
    each.switch("first")
`;

const HUB = `import greenlet

class Hub(greenlet.greenlet):
    def run(self):
        while True:
            self.parent.switch()

hub = Hub()
`;

/** The files of both. */
export const MISTAKEN_PROGRAM = { 'program.py': PROGRAM, 'hub.py': HUB };
