import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileSideModule } from '../../../debug-adapter/python/sideModules/cachedModule.ts';
import { PROJECT_PACKAGES } from '../../../debug-adapter/session/python/packages.ts';
import { USUAL_VERSION } from '../../../debug-adapter/session/python/versions.ts';
import { lineWith, post, useFreePort } from '../harness/service.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

const SAMPLE = 'samples/fastapi-sqlalchemy';
const VALIDATOR = 'debug-adapter/python/sideModules/test/validator.rs';

/** A route whose data a module in Rust validates, which asks Python about some of it. */
const PROGRAM = `import sys

import uvicorn
import validator
from fastapi import Body, FastAPI, HTTPException


def known(item):
    if item not in ("tea", "rice"):
        raise ValueError(f"there is no {item}")
    return item


LINE = {"type": "model", "fields": {"item": known, "count": {"type": "int", "ge": 1}}}
ORDER = validator.Validator({"type": "model", "fields": {"lines": {"type": "list", "items": LINE}}})
app = FastAPI()


@app.post("/orders")
async def place_order(order: dict = Body()):
    try:
        checked = ORDER.validate(order)
    except validator.ValidationError as error:
        raise HTTPException(422, error.args[0]) from None
    total = sum(line["count"] for line in checked["lines"])
    return {"total": total}


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), access_log=False)
`;

const [validates, known, refuses, adds] = [
  'checked = ORDER.validate(order)',
  'if item not in',
  'except validator.ValidationError',
  'total = sum(',
].map(part => lineWith(PROGRAM, part));

/** Debugs a route of FastAPI that uses a module in Rust, by PyO3 as pydantic-core is. */
export async function testNativeRoute(scenario: Scenario): Promise<void> {
  const { root } = scenario;
  const source = path.join(root, VALIDATOR);
  const module = await compileSideModule({
    name: 'validator',
    sources: [source],
    python: USUAL_VERSION,
  });
  await using stage = await Stage.open(scenario, {
    about: 'A route of FastAPI with a module in Rust',
    folder: 'shop',
    prepare: ({ workspace }) => {
      const packages = path.join(workspace, PROJECT_PACKAGES);
      mkdirSync(packages, { recursive: true });
      for (const part of [PROJECT_PACKAGES, '.vscode']) {
        cpSync(path.join(root, SAMPLE, part), path.join(workspace, part), { recursive: true });
      }
      copyFileSync(module, path.join(packages, path.basename(module)));
      writeFileSync(path.join(workspace, 'main.py'), PROGRAM);
    },
  });
  const { profile, workbench } = stage;
  const port = await useFreePort(profile.workspace);
  const order = (item: string, count: unknown): Promise<Response> =>
    post(port, '/orders', { lines: [{ item, count }] });

  await stage.test('a request stops in the route, and a step over validates', async () => {
    await workbench.open(stage.url, 'main.py');
    await workbench.setBreakpoint(validates as number);
    await workbench.showRunAndDebug();
    // The page of the service opens when it answers.
    const opened = workbench.page.waitForEvent('popup');
    await workbench.press('F5');
    await (await opened).close();
    const answer = order('tea', ' 3 ');
    await workbench.expectFocus(`Stack Frame place_order, line ${validates}, main.py`);
    await workbench.press('F10');
    await workbench.expectFocus(`Stack Frame place_order, line ${adds}, main.py`);
    await workbench.expectVariable("checked, value {'lines': [{'count': 3, 'item': 'tea'}]}");
    await workbench.screenshot('1 validated');
    await workbench.press('F5');
    assert.deepEqual(await (await answer).json(), { total: 3 });
  });
  await stage.test('a step over what refuses ends where that is caught', async () => {
    const answer = order('ink', 0);
    await workbench.expectFocus(`Stack Frame place_order, line ${validates}, main.py`);
    await workbench.press('F10');
    await workbench.expectFocus(`Stack Frame place_order, line ${refuses}, main.py`);
    await workbench.screenshot('2 refused');
    await workbench.press('F5');
    assert.equal((await answer).status, 422);
    assert.deepEqual(await (await answer).json(), {
      detail: ['lines.0.count: less than 1', 'lines.0.item: there is no ink'],
    });
  });
  await stage.test('a step into it ends in the function that it asks', async () => {
    const answer = order('rice', 4);
    await workbench.expectFocus(`Stack Frame place_order, line ${validates}, main.py`);
    await workbench.press('F11');
    await workbench.expectFocus(`Stack Frame known, line ${known}, main.py`);
    await workbench.screenshot('3 called from Rust');
    await workbench.press('F5');
    assert.deepEqual(await (await answer).json(), { total: 4 });
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });
}
