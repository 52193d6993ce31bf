"""Private names such as ``self.__pin``, which mean other names inside of a class (language
reference, "Private name mangling"): the compiler knows the class only where it is written."""

from __future__ import annotations

from types import CodeType, FrameType

# Functions, but neither modules nor classes (Include/cpython/code.h).
_OPTIMIZED = 0x1
_IN_FUNCTION = "<locals>"


def class_around(frame: FrameType | None) -> str | None:
    """The name of the class that the code of a frame is written in, by which private names
    are changed; None outside of any, and where no name is changed."""
    return None if frame is None else class_of(frame.f_code)


def class_of(code: CodeType) -> str | None:
    """As :func:`class_around`, for a code object."""
    name = code.co_name
    if name == "<module>":
        return None
    parts = code.co_qualname.split(".")
    if code.co_flags & _OPTIMIZED:
        parts.pop()
    # An inner function belongs to its outer one's class.
    while parts and parts[-1] == _IN_FUNCTION:
        del parts[-2:]
    # A class named by underscores alone changes no names.
    return parts[-1].lstrip("_") or None if parts else None


def is_private(name: str) -> bool:
    """Whether the name means another one inside of a class."""
    return name.startswith("__") and not name.endswith("__") and "." not in name


def in_class(name: str, owner: str | None) -> str:
    """What a name means inside of a class, of which :func:`class_of` tells the name."""
    return f"_{owner}{name}" if owner is not None and is_private(name) else name


def may_be_in(source: object) -> bool:
    """Whether there may be private names in a text, or in a syntax tree."""
    return not isinstance(source, str) or "__" in source


# The fields of syntax trees that are names, as the module ast documents them.
_NAMES = ("id", "attr", "arg", "name", "asname", "rest")


def mangle(tree: object, owner: str | None) -> object:
    """Gives private names in a syntax tree the names that they have in a class; returns
    the tree. What is inside of a further class is that one's."""
    if owner is None:
        return tree
    import _ast

    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        if not isinstance(node, _ast.AST):
            continue
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, str):
                # What an import looks for is no variable.
                if field in _NAMES and not (field == "name" and isinstance(node, _ast.alias)):
                    setattr(node, field, in_class(value, owner))
            elif isinstance(node, (_ast.Global, _ast.Nonlocal)) and field == "names":
                node.names = [in_class(name, owner) for name in value]
            elif not (isinstance(node, _ast.ClassDef) and field == "body"):
                pending.append(value)
    return tree
