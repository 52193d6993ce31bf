/**
 * The parts of `package.json` that are generated: VS Code's schema of
 * configurations, which is what the debug adapter accepts, the settings for their
 * defaults and for the severities of diagnostics, the tools of language models, and a key in place of each text, which goes to `package.nls.json`.
 * `node tools/manifest.ts --check` fails when they are out of date; `npm run build`
 * brings them up to date.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { schemaOf as toolSchema } from '../debug-adapter/model-tools/tool.ts';
import { EDITOR_TOOLS } from '../debug-adapter/model-tools/tools.ts';
import {
  attachAttributes,
  launchAttributes,
} from '../debug-adapter/session/program/launchConfiguration.ts';
import { CATALOGUE, SEVERITIES } from '../extension/language-server/diagnostics/catalogue.ts';
import { LAUNCH_SETTINGS } from '../extension/launchSettings.ts';
import { moveTexts } from './manifestTexts.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

interface Manifest {
  contributes: {
    debuggers: [{ configurationAttributes: { launch: JsonSchema; attach: JsonSchema } }];
    configuration: { properties: Record<string, object> };
    languageModelTools: readonly object[];
  };
}

/** A file that is generated in part. */
interface GeneratedFile {
  readonly file: string;
  readonly actual: string;
  /** What its text ought to be. */
  readonly expected: string;
}

const root = path.resolve(import.meta.dirname, '..');

/** Writes the generated parts unless they stand there already. */
export function updateManifest(): void {
  for (const { file, expected } of outdated()) fs.writeFileSync(file, expected);
}

function outdated(): GeneratedFile[] {
  const manifest = read('package.json');
  const texts = read('package.nls.json');
  const content: Manifest = JSON.parse(manifest.actual);
  content.contributes.debuggers[0].configurationAttributes = {
    launch: schemaOf(launchAttributes),
    attach: schemaOf(attachAttributes),
  };
  Object.assign(content.contributes.configuration.properties, settings(), diagnosticSettings());
  content.contributes.languageModelTools = modelTools();
  const moved = moveTexts(content, JSON.parse(texts.actual));
  const files = [
    { ...manifest, expected: serialized(content) },
    { ...texts, expected: serialized(moved) },
  ];
  return files.filter(({ actual, expected }) => actual !== expected);
}

function read(name: string): { file: string; actual: string } {
  const file = path.join(root, name);
  return { file, actual: fs.readFileSync(file, 'utf8') };
}

function serialized(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
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

/** The settings for the severities of diagnostics. */
function diagnosticSettings(): Record<string, object> {
  const named = Object.entries(CATALOGUE).map(([name, { severity, description }]) => {
    const schema: JsonSchema = { description };
    adaptToEditor(schema);
    const setting = { type: 'string', enum: SEVERITIES, default: severity, scope: 'window' };
    return [`wasixPython.diagnostics.${name}`, { ...setting, ...schema }];
  });
  return Object.fromEntries(named);
}

/** What language models can call, and users put into their questions by `#`. */
function modelTools(): object[] {
  return EDITOR_TOOLS.map(tool => {
    const { name, title, summary, description } = tool;
    return {
      name: `wasixPython_${name}`,
      tags: ['debugging', 'python'],
      toolReferenceName: `wasix_${name}`,
      displayName: title,
      userDescription: summary,
      modelDescription: description,
      canBeReferencedInPrompt: true,
      // They ask programs of this machine.
      when: '!wasixPython.isInBrowser',
      inputSchema: toolSchema(tool),
    };
  });
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
  if (!values.check) {
    updateManifest();
    return;
  }
  for (const { file } of outdated()) {
    console.error(
      `${path.basename(file)} does not have the current attributes and texts: run \`npm run build\`, and commit it.`,
    );
    process.exitCode = 1;
  }
}

if (import.meta.main) main();
