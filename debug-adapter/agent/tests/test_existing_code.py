"""The code of a program that was not watched."""

import unittest
from functools import update_wrapper

from wasix_debug_agent.code.existing_code import existing_code


def outer():
    def inner():
        return None

    return inner


class ExistingCodeTest(unittest.TestCase):
    def setUp(self):
        self.found = {code.co_qualname: module for code, module in existing_code()}

    def test_functions_and_what_is_inside_of_them_are_found(self):
        self.assertEqual(self.found["outer"], __name__)
        # It has never run.
        self.assertEqual(self.found["outer.<locals>.inner"], __name__)

    def test_methods_are_found(self):
        self.assertEqual(self.found["ExistingCodeTest.setUp"], __name__)

    def test_the_module_is_that_of_the_code_whatever_its_function_says(self):
        namespace = {"__name__": "made"}
        exec(compile("def wrapper(): pass", "its file", "exec"), namespace)
        update_wrapper(namespace["wrapper"], outer)
        found = {code.co_filename: module for code, module in existing_code()}
        self.assertEqual(found["its file"], "made")

    def test_each_is_told_once(self):
        codes = [id(code) for code, _ in existing_code()]
        self.assertEqual(len(codes), len(set(codes)))

    def test_what_runs_is_found_though_nobody_holds_its_function(self):
        namespace = {"__name__": "made", "existing_code": existing_code, "found": []}
        text = "found += [m for c, m in existing_code() if c.co_filename == 'its file']"
        exec(compile(text, "its file", "exec"), namespace)
        self.assertEqual(set(namespace["found"]), {"made"})


if __name__ == "__main__":
    unittest.main()
