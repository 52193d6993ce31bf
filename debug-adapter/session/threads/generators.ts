import type { GeneratorInfo } from '../../protocol/customRequests.ts';
import { contextOfGenerator } from '../../protocol/messages.ts';
import type { GeneratorEntry } from '../../protocol/program.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { clientPlace } from '../sources/clientPlace.ts';
import { threadIdentity } from './threadName.ts';

/** Answers what a client asks of the generators that are suspended. */
export function generatorHandlers(session: Session): RequestHandlers {
  const describe = (generator: GeneratorEntry): GeneratorInfo => {
    const { id, name, kind, frames } = generator;
    return {
      ...generator,
      label: threadIdentity({ context: contextOfGenerator(id), name, task: `${kind} ${id}` }),
      frames: frames.map(frame => clientPlace(session, frame)),
    };
  };

  return {
    generatorPlaces: async () => {
      const { places } = await session.debuggee.inspect('generatorPlaces', {});
      return {
        places: places.map(({ location, first, ...place }) => ({
          ...place,
          location: clientPlace(session, location),
          first: first.map(describe),
        })),
      };
    },

    generators: async ({ place, start = 0, count = 0 }) => {
      const page = await session.debuggee.inspect('generators', { place, start, count });
      return { generators: page.generators.map(describe), total: page.total };
    },
  };
}
