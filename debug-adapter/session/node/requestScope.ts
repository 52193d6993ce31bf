import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestScope } from '../platform/requestScope.ts';

export function makeRequestScope(): RequestScope {
  return new AsyncLocalStorage<number>();
}
