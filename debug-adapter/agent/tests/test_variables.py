import unittest

from wasix_debug_agent.variables import References, container_of


class Slots:
    __slots__ = ("filled", "empty")

    def __init__(self):
        self.filled = 1


class Lying(list):
    def __len__(self):
        raise ValueError("no length")


class VariablesTest(unittest.TestCase):
    def names(self, value):
        references = References()
        reference = references.describe("value", value, "value")["reference"]
        return [child["name"] for child in references.children(reference, None, 0, 0)]

    def test_simple_values_have_nothing_inside(self):
        for value in (1, "text", None, ..., len, lambda: 1, [], {}, object()):
            self.assertIsNone(container_of(value), value)

    def test_slots_that_hold_something(self):
        self.assertEqual(self.names(Slots()), ["filled"])

    def test_members_and_attributes_of_a_subclass(self):
        class Named(dict):
            pass

        value = Named(key=1)
        value.attribute = 2
        self.assertEqual(self.names(value), ["['key']", "attribute"])

    def test_a_class_that_breaks_the_rules(self):
        self.assertIsNone(container_of(Lying()))

    def test_pages(self):
        references = References()
        reference = references.describe("value", list(range(10**6)), "value")["reference"]
        page = references.children(reference, "indexed", 999_998, 10)
        self.assertEqual([child["value"] for child in page], ["999998", "999999"])
        self.assertEqual(page[0]["evaluateName"], "value[999998]")
