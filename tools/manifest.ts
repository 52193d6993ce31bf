/**
 * The parts of `package.json` that are generated: VS Code's schema of
 * configurations, which is what the debug adapter accepts, and the settings for their defaults. `node tools/manifest.ts
 * --check` fails when it is out of date; `npm run build` brings it up to date.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import {
  attachAttributes,
  launchAttributes,
} from '../debug-adapter/session/program/launchConfiguration.ts';
import { LAUNCH_SETTINGS } from '../extension/launchSettings.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

interface Manifest {
  contributes: {
    debuggers: [{ configurationAttributes: { launch: JsonSchema; attach: JsonSchema } }];
    configuration: { properties: Record<string, object> };
  };
}

const file = path.resolve(import.meta.dirname, '../package.json');

/** Writes the generated part into `package.json` unless it stands there already. */
export function updateManifest(): void {
  const { actual, expected } = readManifest();
  if (actual !== expected) fs.writeFileSync(file, expected);
}

/** The text of `package.json`, and what it ought to be. */
function readManifest(): { actual: string; expected: string } {
  const actual = fs.readFileSync(file, 'utf8');
  const manifest: Manifest = JSON.parse(actual);
  manifest.contributes.debuggers[0].configurationAttributes = {
    launch: schemaOf(launchAttributes),
    attach: schemaOf(attachAttributes),
  };
  Object.assign(manifest.contributes.configuration.properties, settings());
  return { actual, expected: `${JSON.stringify(manifest, undefined, 2)}\n` };
}

/** VS Code adds `type`, `name` and `request` to it by itself, and allows nothing else. */
function schemaOf(attributes: z.ZodObject): JsonSchema {
  const { $schema, type, ...schema } = z.toJSONSchema(attributes, {
    io: 'input',
    override: ({ jsonSchema }) => adaptToEditor(jsonSchema),
  });
  return schema;
}

/** The settings for attributes, which can differ from folder to folder as attributes can. */
function settings(): Record<string, object> {
  const attributes = schemaOf(launchAttributes).properties ?? {};
  const named = Object.keys(LAUNCH_SETTINGS).map((name): [string, object] => [
    `wasixPython.${name}`,
    { ...(attributes[name] as object), scope: 'resource' },
  ]);
  return Object.fromEntries(named);
}

function adaptToEditor(schema: JsonSchema): void {
  delete schema.expected;
  delete schema.propertyNames;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (!schema.description?.includes('`')) return;
  schema.markdownDescription = schema.description;
  delete schema.description;
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const { actual, expected } = readManifest();
  if (actual === expected) return;
  if (!values.check) {
    updateManifest();
    return;
  }
  console.error(
    'package.json does not have the current attributes of configurations: run `npm run build`, and commit it.',
  );
  process.exitCode = 1;
}

if (import.meta.main) main();
