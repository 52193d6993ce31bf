import type { Location } from '../../protocol/program.ts';
import { unknownLocation } from '../errors.ts';

/** The numbers under which clients are told of places in source files. They stay for the session. */
export class LocationReferences {
  readonly #references = new Map<string, number>();
  readonly #locations: Location[] = [];

  reference(location: Location): number {
    const key = `${location.path}:${location.line}`;
    let reference = this.#references.get(key);
    if (reference === undefined) {
      reference = this.#locations.push(location);
      this.#references.set(key, reference);
    }
    return reference;
  }

  /** @throws DebugError for a number that was never given out. */
  location(reference: number): Location {
    const location = this.#locations[reference - 1];
    if (location === undefined) throw unknownLocation();
    return location;
  }
}
