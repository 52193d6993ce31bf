import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugError } from './errors.ts';

/** A response to a request, which says that all went well until it is told otherwise. */
export function responseTo(request: { seq: number; command: string }): DebugProtocol.Response {
  const { seq, command } = request;
  return { seq: 0, type: 'response', request_seq: seq, command, success: true };
}

/** Says in a response why the request has failed. */
export function describeFailure(response: DebugProtocol.Response, error: DebugError): void {
  response.success = false;
  response.message = error.message;
  const body: DebugProtocol.ErrorResponse['body'] = {
    error: {
      id: error.id,
      // Braces in the sentence itself would be taken for names of variables.
      format: '{sentence}',
      variables: { sentence: error.message },
      showUser: error.isShown,
    },
  };
  response.body = body;
}
