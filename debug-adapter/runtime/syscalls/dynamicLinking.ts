import { absent, type SyscallFamily } from './syscall.ts';

const ONE_MODULE = 'a program is one module, linked statically';
const NO_NEW_FUNCTIONS = 'nothing makes functions while the program runs, as libffi would';

/** Libraries and functions that come while the program runs, in WASIX: there are none. */
export const dynamicLinkingCalls: SyscallFamily = absent({
  call_dynamic: NO_NEW_FUNCTIONS,
  closure_allocate: NO_NEW_FUNCTIONS,
  closure_free: NO_NEW_FUNCTIONS,
  closure_prepare: NO_NEW_FUNCTIONS,
  dl_invalid_handle: ONE_MODULE,
  dlopen: ONE_MODULE,
  dlsym: ONE_MODULE,
  reflect_signature: NO_NEW_FUNCTIONS,
});
