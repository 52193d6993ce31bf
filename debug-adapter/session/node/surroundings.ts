import type { Surroundings } from '../platform/surroundings.ts';

export const surroundings: Surroundings = {
  get folder() {
    return process.cwd();
  },
  get environment() {
    return process.env;
  },
};
