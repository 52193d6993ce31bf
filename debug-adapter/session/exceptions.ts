import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionDescription } from '../protocol/messages.ts';
import type { RequestHandlers } from './requests.ts';
import type { Session } from './session.ts';

/** What there is to say about the exception that stopped the program. */
export function exceptionHandlers(session: Session): RequestHandlers {
  return {
    exceptionInfo: async () => {
      const exception = await session.debuggee.inspect('exceptionInfo', {});
      return {
        exceptionId: exception.fullTypeName,
        description: exception.message,
        breakMode: exception.breakMode,
        details: describeDetails(exception),
      };
    },
  };
}

function describeDetails(exception: ExceptionDescription): DebugProtocol.ExceptionDetails {
  return {
    message: exception.message,
    typeName: exception.typeName,
    fullTypeName: exception.fullTypeName,
    stackTrace: exception.stackTrace,
    innerException: exception.inner.map(describeDetails),
  };
}
