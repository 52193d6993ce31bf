import type { Surroundings } from '../platform/surroundings.ts';

/** Nobody gives a page a folder or an environment. */
export const surroundings: Surroundings = { folder: '/', environment: {} };
