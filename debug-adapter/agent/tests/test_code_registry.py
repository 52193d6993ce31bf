import unittest

from wasix_debug_agent.code.code_registry import CodeRegistry, lines_of, lines_of_source

SOURCE = b'''\
"""A module."""
import os


def plain(
    first,
    second=1,
):
    """Says nothing."""
    return first  # 10


@staticmethod
def decorated(): return 1


def generator():
    yield 1  # 18


def closure(cell):
    def inner():
        return cell  # 23
    return inner


class Thing:
    attribute = 1

    async def method(self):
        await self  # 31
'''


class LinesTest(unittest.TestCase):
    def test_a_def_belongs_to_the_code_around_it(self):
        def function():
            return 1

        first = function.__code__.co_firstlineno
        self.assertEqual(lines_of(function.__code__), {first + 1})

    def test_a_body_on_the_line_of_the_def(self):
        function = eval("lambda: 1", {})
        self.assertEqual(lines_of(function.__code__), {1})

    def test_frames_that_are_set_up_before_they_run(self):
        def generator():
            yield 1

        def closure():
            return generator

        for function in (generator, closure):
            first = function.__code__.co_firstlineno
            self.assertEqual(lines_of(function.__code__), {first + 1}, function)

    def test_all_lines_of_a_file(self):
        lines = lines_of_source(SOURCE, "module.py")
        for line in (2, 5, 10, 13, 14, 17, 18, 21, 22, 23, 24, 27, 28, 30, 31):
            self.assertIn(line, lines)
        for line in (3, 4, 6, 9, 11, 16, 20, 26, 29):
            self.assertNotIn(line, lines)

    def test_text_that_is_no_program(self):
        with self.assertRaises(SyntaxError):
            lines_of_source(b"def", "module.py")
        with self.assertRaises((SyntaxError, ValueError)):
            lines_of_source(b"\0", "module.py")


class RegistryTest(unittest.TestCase):
    def test_code_is_forgotten_with_the_program_s_last_reference(self):
        registry = CodeRegistry()
        code = compile("1", "/app/once.py", "exec")
        self.assertEqual(registry.add(code, "once"), "/app/once.py")
        self.assertEqual([*registry.codes("/app/once.py")], [(code, "/app/once.py", "once")])
        del code
        self.assertEqual([*registry.codes("/app/once.py")], [])

    def test_code_without_a_file_is_not_kept(self):
        registry = CodeRegistry()
        registry.add(compile("1", "<string>", "exec"))
        self.assertEqual([*registry.codes("<string>")], [])
