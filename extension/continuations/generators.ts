import type {
  GeneratorInfo,
  GeneratorPlaceInfo,
  GeneratorsArguments,
  GeneratorsResponse,
} from '../../debug-adapter/protocol/customRequests.ts';
import { type Branch, counted, FEWEST_FOLDED, placeOf } from './branch.ts';

/** Asks for a page of those at one place. */
type AskForPage = (page: GeneratorsArguments) => PromiseLike<GeneratorsResponse>;

/** Whether those at a place are meant. */
type IsWanted = (place: GeneratorPlaceInfo) => boolean;

/**
 * The generators that are suspended at a stop. Where many stand at one place, they are asked for
 * only as far as they are looked at.
 */
export class SuspendedGenerators {
  readonly #places: readonly GeneratorPlaceInfo[];
  readonly #ask: AskForPage;

  constructor(places: readonly GeneratorPlaceInfo[], ask: AskForPage) {
    this.#places = places;
    this.#ask = ask;
  }

  /** How many are meant. */
  count(isWanted: IsWanted): number {
    return this.#places.filter(isWanted).reduce((sum, { count }) => sum + count, 0);
  }

  /** One row for all, with those of each place below; many of one place are one row. */
  branch(isWanted: IsWanted): Branch {
    const count = this.count(isWanted);
    return {
      key: 'generators',
      label: counted('suspended generators', count),
      below: count === 0 ? undefined : () => this.#branches(isWanted),
    };
  }

  #branches(isWanted: IsWanted): Branch[] {
    return this.#places.flatMap((place, index) => {
      if (!isWanted(place)) return [];
      const rows = place.first.map(generator => branchOf(generator, place));
      return place.count < FEWEST_FOLDED ? rows : [this.#folded(place, index)];
    });
  }

  #folded(place: GeneratorPlaceInfo, index: number): Branch {
    const { name, kind, location, count } = place;
    return {
      key: `generators ${kind} ${name} ${location.path}:${location.line}`,
      label: counted(name, count),
      description: [placeOf(place), kind].join(' · '),
      below: undefined,
      pages: {
        total: count,
        first: async wanted => {
          const { generators } = await this.#ask({ place: index, start: 0, count: wanted });
          return generators.map(generator => branchOf(generator, place));
        },
      },
    };
  }
}

function branchOf(generator: GeneratorInfo, { location }: GeneratorPlaceInfo): Branch {
  const { id, label } = generator;
  return {
    key: `generator ${id}`,
    label,
    generator: { ...generator, location },
    below: undefined,
  };
}
