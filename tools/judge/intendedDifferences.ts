/** Where this debugger does something else than debugpy, by the scenario's name, and why. */
export const INTENDED_DIFFERENCES: ReadonlyMap<string, string> = new Map([
  [
    'step into a generator',
    'a step over a yield goes where control goes: to the caller. debugpy runs on to the next resumption',
  ],
  [
    'step over the end of a task',
    'it ends in the task that awaits this one; debugpy stops in others that run meanwhile',
  ],
  [
    'step out of a task',
    'it ends in the task that awaits this one; debugpy runs on to the end of the event loop',
  ],
  [
    'step into an await while others run',
    'it stays in its task, or goes into one that it awaits; debugpy stops in others that run meanwhile',
  ],
  [
    'a step that ends at a breakpoint',
    'the reason is the step that was asked for; the breakpoint that is there is named beside it',
  ],
  [
    'a condition that fails',
    'a condition that cannot be evaluated stops and says why; debugpy goes on in silence',
  ],
  [
    'a log point',
    'each line says which continuation wrote it, and comes before what the program prints later',
  ],
  [
    'a function breakpoint',
    'the stop is at the first line of the function, with its arguments bound, not at its `def`',
  ],
  [
    'a function breakpoint on a method',
    'a function can be named with its class; debugpy knows bare names only',
  ],
  [
    'a breakpoint on a line without code',
    'it moves down to the next line with code, as in other debuggers; debugpy moves it up',
  ],
  [
    'raised exceptions',
    'an exception is told once, in the first frame of user code; debugpy stops in each frame that it passes',
  ],
  ['steps through an exception that is handled', 'a step ends in the handler; debugpy loses it'],
  [
    'a step into the library, which counts',
    'with justMyCode off, frames of the library are frames like any other; debugpy marks them as subtle',
  ],
  [
    'local variables',
    'text is cut by its length, not by its depth, and an OrderedDict is shown as Python shows it',
  ],
  ['members of a set', 'members are numbered; debugpy shows their addresses'],
  [
    'attributes and properties',
    'a property is computed when the user asks for it, as it may have side effects',
  ],
  ['fields of a named tuple', 'items come before names, as for any other tuple'],
  ['the clipboard', 'all of a value is copied'],
  ['a variable set to what is no value', 'the error is told; debugpy answers with the old value'],
  [
    'a while loop',
    'the reason is the step that was asked for; the breakpoint that is there is named beside it',
  ],
  [
    'an assignment in a condition',
    'the reason is the step that was asked for; the breakpoint that is there is named beside it',
  ],
  [
    'the cause of an exception',
    'the cause is told with the exception; debugpy adds its frames to the stack',
  ],
  ...[
    'a private name',
    'a private name in an inner function',
    'a private name in a condition',
    'a private name at the console',
    'a private name that is set',
    'a private name in a log point',
  ].map(
    name =>
      [
        name,
        'private names are those of the class around; debugpy knows them in some expressions only',
      ] as const,
  ),
  ['texts of collections', "a text is that of Python's own repr(); debugpy leaves out some of it"],
  [
    'texts of what wraps others',
    "a text is that of Python's own repr(); debugpy leaves out some of it",
  ],
  ['locals by their function', 'locals() has local variables; debugpy adds the global ones'],
  [
    'a global that a function from the console sets',
    "functions from the console share the module's variables; debugpy gives them a copy",
  ],
  [
    'a global that a kept lambda reads',
    "functions from the console share the module's variables; debugpy gives them a copy",
  ],
  ['a jump over a line', "Python's own warning of variables without a value is shown"],
  ['targets of a step', 'a call is told by its text alone; debugpy numbers some'],
  [
    'a step into a greenlet that is resumed',
    'Step Into follows the switch to the line after it; debugpy knows of no switch',
  ],
  [
    'a step over the end of a greenlet',
    'the step ends in the parent, where control goes; debugpy loses it',
  ],
  [
    'the threads of a greenlet program',
    'each continuation is a thread; debugpy shows threads of the system',
  ],
  [
    'callbacks.py from @unpack: in',
    'the exception that ends an iterator goes to the line that asked for more, which is shown once more',
  ],
  [
    'yield_from.py from @start: in and over',
    'a step goes where control goes: into the inner generator that goes on, and back through the outer one; debugpy passes both over',
  ],
  [
    'yield_from.py from @resume: in',
    'a step goes where control goes: into the inner generator that goes on, and back through the outer one; debugpy passes both over',
  ],
  [
    'yield_from.py from @list: in',
    'a step goes where control goes: into the inner generator that goes on, and back through the outer one; debugpy passes both over',
  ],
  [
    'pool_ends.py from @job: out',
    'a step out of a function that only a library calls ends in the next code of the program; debugpy loses it',
  ],
  [
    'shields.py from @child_ends: over',
    'it ends in the task that awaits this one; debugpy stops later, or at the end of the event loop',
  ],
  [
    'shields.py from @child_ends: out and over',
    'it ends in the task that awaits this one; debugpy stops later, or at the end of the event loop',
  ],
  ['shields.py from @fails: over', 'an await that fails does not begin its line anew'],
  [
    'hub_starts.py from @other: over',
    'a greenlet that dies passes control to its parent, and on; debugpy loses the step',
  ],
]);
