"""Uses the extension module validator, which is in Rust, in threads and greenlets too."""

import threading

import greenlet
import validator


def raised(function, *arguments):
    """The type of the exception of a call, and what it was made of."""
    try:
        function(*arguments)
    except Exception as error:
        return type(error), error.args
    raise AssertionError("no exception")


ADDRESS = {"type": "model", "fields": {"street": {"type": "str"}, "number": {"type": "int"}}}
PERSON = {
    "type": "model",
    "fields": {
        "name": {"type": "str"},
        "age": {"type": "int", "ge": 0},
        "admin": {"type": "bool", "default": False},
        "addresses": {"type": "list", "items": ADDRESS},
    },
}
ADA = {"name": "Ada", "age": " 36 ", "addresses": [{"street": "St James", "number": 12}]}
WRONG = {"name": 5, "age": -1, "admin": 1, "addresses": [{"street": "ä", "number": True}, 7]}

person = validator.Validator(PERSON)
assert person.validate(ADA) == {**ADA, "age": 36}
assert issubclass(validator.ValidationError, ValueError)
PROBLEMS = [
    "addresses.0.number: not a whole number",
    "addresses.1: not an object",
    "admin: neither True nor False",
    "age: less than 0",
    "name: not a text",
]
assert raised(person.validate, WRONG) == (validator.ValidationError, (PROBLEMS,))
assert raised(person.validate, {})[1] == (["addresses: missing", "age: missing", "name: missing"],)
assert raised(validator.Validator, {"type": "set"}) == (ValueError, ("there is no type set",))
assert raised(validator.Validator, {})[0] is KeyError
assert raised(validator.Validator, 5)[0] is TypeError
odd = validator.Validator({"type": "list", "items": lambda value: value // (value % 2)})
assert odd.validate([3, 5]) == [3, 5]
assert raised(odd.validate, [2])[0] is ZeroDivisionError
assert raised(setattr, person, "rule", 1)[0] is AttributeError
print("validation")

try:
    validator.read("/no/such/file")
except FileNotFoundError as error:
    print(error)
with open(__file__) as file:
    assert validator.read(__file__) == file.read()
assert validator.surroundings("SURELY_NOT_SET") == (None, True)

counter = validator.Counter(5)
assert counter.add_in_threads(4, 1000) == counter.total == 4005
assert repr(counter) == "Counter(4005)"
assert repr(validator.Counter()) == "Counter(0)"
assert validator.count("a") == (101, ["a"])
assert validator.count("b") == (102, ["a", "b"])
seen = []


def use(name):
    """Uses the module in another thread."""
    for _ in range(50):
        assert raised(person.validate, WRONG)[1] == (PROBLEMS,)
        assert person.validate(ADA)["age"] == 36
    seen.append((validator.count(name), counter.add_in_threads(2, 10) > 0))


threads = [threading.Thread(target=use, args=(name,)) for name in "xyz"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert sorted(seen) == [((101, [name]), True) for name in "xyz"], seen
assert validator.count("c") == (103, ["a", "b", "c"])
assert counter.total == 4065
print("threads")

main = greenlet.getcurrent()


def worker(name):
    """Switches away while Rust walks through nested data, and lets it refuse some."""

    def ask(value):
        answer = main.switch((name, value))
        if answer is None:
            raise ValueError(f"{value} is refused")
        return answer

    asking = {"type": "list", "items": {"type": "model", "fields": {"id": ask}}}
    try:
        return validator.Validator(asking).validate([{"id": 1}, {"id": 2}])
    except validator.ValidationError as error:
        return error.args[0]


workers = [greenlet.greenlet(worker) for _ in range(3)]
assert [each.switch(n) for n, each in enumerate(workers)] == [(n, 1) for n in range(3)]
assert [each.switch(n) for n, each in enumerate(workers)] == [(n, 2) for n in range(3)]
assert workers[1].switch(None) == ["1.id: 2 is refused"]
assert [workers[n].switch(n * 10) for n in (2, 0)] == [
    [{"id": 2}, {"id": 20}],
    [{"id": 0}, {"id": 0}],
]

stopped = greenlet.greenlet(validator.Validator(main.switch).validate)
stopped.switch(1)
assert isinstance(stopped.throw(), greenlet.GreenletExit)
print("greenlets")
