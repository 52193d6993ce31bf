"""Whose code a file holds: what the debugger stops in, and what it passes over."""

from __future__ import annotations

import sys

from . import paths

_PACKAGE_FOLDERS = ("/site-packages/", "/dist-packages/")


class _Rule:
    """A part of the program, by path or by module, that is the user's own or is not."""

    def __init__(self, include: bool, path: str | None = None, module: str | None = None) -> None:
        self.include = include
        self._module = module
        self._matches = None
        if path is not None:
            # Only for those who have such a rule: its imports take time.
            import glob
            import re

            pattern = glob.translate(path, recursive=True, include_hidden=True)
            self._matches = re.compile(pattern).match

    def applies(self, path: str) -> bool:
        if self._matches is not None:
            return self._matches(path) is not None
        module = _module_of(path)
        return module is not None and f"{module}.".startswith(f"{self._module}.")


_just_my_code = True
_rules: list[_Rule] = []
# By file name.
_own: dict[str, bool] = {}
_skipped: dict[str, bool] = {}


def configure(just_my_code: bool, rules: list[dict]) -> None:
    """Sets what the user has decided. The first rule that applies to a file counts."""
    global _just_my_code
    _just_my_code = just_my_code
    _rules[:] = [_Rule(**rule) for rule in rules]
    _own.clear()
    _skipped.clear()


def is_user_code(filename: str) -> bool:
    """Whether the file is the user's own: by a rule, or else because it is no library,
    no package, not made up."""
    answer = _own.get(filename)
    if answer is None:
        path = paths.normalize(filename)
        rule = _rule_for(path)
        answer = _own[filename] = _is_own(path) if rule is None else rule.include
    return answer


def is_skipped(filename: str) -> bool:
    """Whether steps pass over the file, and exceptions in it stop nothing: what a rule
    leaves out, and with ``justMyCode`` all that is not the user's own."""
    answer = _skipped.get(filename)
    if answer is None:
        if _just_my_code:
            answer = not is_user_code(filename)
        else:
            rule = _rule_for(paths.normalize(filename))
            answer = rule is not None and not rule.include
        _skipped[filename] = answer
    return answer


def _rule_for(path: str) -> _Rule | None:
    return next((rule for rule in _rules if rule.applies(path)), None)


def _is_own(path: str) -> bool:
    return not (
        path.startswith(("<", paths.LIBRARY_FOLDER))
        or paths.is_agent(path)
        or any(folder in path for folder in _PACKAGE_FOLDERS)
        or _is_in_packages(path)
    )


def _is_in_packages(path: str) -> bool:
    """Whether the file is in a folder of packages that the program was given."""
    packages = sys.modules.get("_wasix_packages")
    return packages is not None and any(path.startswith(f"{f}/") for f in packages.folders)


def _module_of(path: str) -> str | None:
    """The name of the loaded module whose file this is."""
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) == path:
            return name
    return None
