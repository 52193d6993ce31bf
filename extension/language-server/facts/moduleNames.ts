import type { ModuleFacts } from './moduleFacts.ts';

/** The dotted name that a module has for whoever looks, without dots before it. */
export function absoluteName(name: string, from: ModuleFacts): string {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  const isPackage = from.uri.endsWith('/__init__.py');
  const around = from.module.split('.');
  const kept = around.slice(0, around.length - dots + (isPackage ? 1 : 0));
  return [...kept, ...name.slice(dots).split('.').filter(Boolean)].join('.');
}

/** The last part of a dotted name. */
export function lastName(module: string): string {
  return module.slice(module.lastIndexOf('.') + 1);
}
