import unittest

from wasix_debug_agent.values.containers import Child, container_of
from wasix_debug_agent.values.presentation import Presentation
from wasix_debug_agent.values.rendering import PLAIN, Style
from wasix_debug_agent.values.variables import References


class Slots:
    __slots__ = ("filled", "empty")

    def __init__(self):
        self.filled = 1


class Lying(list):
    def __len__(self):
        raise ValueError("no length")


class VariablesTest(unittest.TestCase):
    def names(self, value):
        return [child["name"] for child in self.children(value)]

    def children(self, value, style=PLAIN, modes=None):
        references = References(Presentation(modes or {}))
        reference = references.describe(Child("value", value, "value"), None)["reference"]
        return references.children(reference, None, 0, 0, style)

    def test_simple_values_have_nothing_inside(self):
        for value in (1, "text", None, ..., len, lambda: 1, [], {}, object()):
            self.assertIsNone(container_of(value), value)

    def test_slots_that_hold_something(self):
        self.assertEqual(self.names(Slots()), ["filled"])

    def test_fields_in_c_come_by_bases_and_not_twice(self):
        class Late(OSError):
            errno = property(lambda self: 5)

        error = Late(2, "late")
        error.note = 1
        names = self.names(error)
        self.assertEqual(names[0], "special variables")
        self.assertEqual(names[1:3], ["note", "args"])
        self.assertEqual(names.count("errno"), 1)
        self.assertNotIn("characters_written", names)

    def test_getters_of_other_libraries_are_asked_when_the_user_asks(self):
        class Holder:
            pass

        # As a class of an extension, which says that it is from its own module.
        getter = Holder.__dict__["__dict__"]
        kind = type("Array", (Holder,), {"flat": getter})
        [only] = self.children(kind())
        self.assertEqual((only["name"], only.get("isLazy")), ("flat", True))

    def test_members_and_attributes_of_a_subclass(self):
        class Named(dict):
            pass

        value = Named(key=1)
        value.attribute = 2
        self.assertEqual(self.names(value), ["['key']", "attribute"])

    def test_a_class_that_breaks_the_rules(self):
        self.assertIsNone(container_of(Lying()))

    def test_a_proxy_with_nothing_behind_it(self):
        class Proxy:
            @property
            def __class__(self):
                raise RuntimeError("there is no request")

        references = References(Presentation({}))
        description = references.describe(Child("request", Proxy(), "request"), None)
        self.assertEqual(description["type"], Proxy.__qualname__)

    def test_pages(self):
        references = References(Presentation({}))
        value = Child("value", list(range(10**6)), "value")
        reference = references.describe(value, None)["reference"]
        page = references.children(reference, "indexed", 999_998, 10, PLAIN)
        self.assertEqual([child["value"] for child in page], ["999998", "999999"])
        self.assertEqual(page[0]["evaluateName"], "value[999998]")

    def test_a_property_is_computed_when_it_is_asked_for(self):
        computed = []

        class Computing:
            @property
            def area(self):
                computed.append(True)
                return 6

        references = References(Presentation({}))
        reference = references.describe(Child("value", Computing(), "value"), None)["reference"]
        (lazy,) = references.children(reference, None, 0, 0, PLAIN)
        self.assertEqual((lazy["name"], lazy["value"], lazy["isLazy"]), ("area", "", True))
        self.assertEqual(computed, [])
        (value,) = references.children(lazy["reference"], None, 0, 0, PLAIN)
        self.assertEqual((value["value"], value["evaluateName"]), ("6", "value.area"))
        self.assertEqual(computed, [True])

    def test_names_of_special_kinds_are_grouped_or_hidden(self):
        class Holder:
            pass

        value = Holder()
        value.number, value._own, value.function, value.__special__ = 1, 2, len, 3
        self.assertEqual(
            self.names(value), ["special variables", "function variables", "number", "_own"]
        )
        children = self.children(value, modes={"protected": "hide", "function": "inline"})
        self.assertEqual(
            [child["name"] for child in children], ["special variables", "number", "function"]
        )

    def test_a_named_tuple_shows_its_fields(self):
        from collections import namedtuple

        self.assertEqual(self.names(namedtuple("Pair", "x y")(1, 2)), ["[0]", "[1]", "x", "y"])

    def test_bytes_and_what_is_like_them(self):
        for value in (b"ab", bytearray(b"ab"), memoryview(b"ab")):
            described = References(Presentation({})).describe(Child("", value), None)
            self.assertEqual(described["memory"]["size"], 2)
            self.assertEqual(described["memory"]["isReadOnly"], not isinstance(value, bytearray))
            children = self.children(value, Style(is_hexadecimal=True))[:2]
            self.assertEqual([child["value"] for child in children], ["0x61", "0x62"])

    def test_a_huge_list_is_not_sent_whole(self):
        children = self.children([0] * 10_000_000)
        self.assertEqual(len(children), 1_001)
        self.assertEqual(children[-1]["value"], "9,999,000 more")

    def test_p9_a_scope_of_very_many_names_is_not_sent_whole(self):
        class Holder:
            pass

        value = Holder()
        for number in range(5_000):
            setattr(value, f"name{number}", number)
        references = References(Presentation({}))
        reference = references.describe(Child("value", value, "value"), None)["reference"]
        for which in (None, "named"):
            children = references.children(reference, which, 0, 0, PLAIN)
            self.assertEqual(len(children), 1_001)
            self.assertEqual(children[-1]["value"], "4,000 more")
        page = references.children(reference, "named", 4_998, 10, PLAIN)
        self.assertEqual([child["name"] for child in page], ["name4998", "name4999"])
