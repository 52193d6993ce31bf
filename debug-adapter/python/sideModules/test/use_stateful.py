"""Uses the extension module stateful: two modules of one file have a state each."""

import importlib.util

import plain
import stateful

assert [stateful.count(), stateful.count()] == [1, 2]
assert stateful.Counter().next() == 3
try:
    stateful.fail("reason")
except stateful.Error as error:
    print(type(error), error)

specification = importlib.util.find_spec("stateful")
other = importlib.util.module_from_spec(specification)
specification.loader.exec_module(other)
assert other is not stateful
assert other.Error is not stateful.Error
assert other.count() == 1
assert other.Counter().next() == 2
assert stateful.count() == 4
assert stateful.times_executed() == other.times_executed() == 2

# Two modules see functions and variables of the main module at the same addresses.
assert stateful.addresses() == plain.addresses()
print("states")
