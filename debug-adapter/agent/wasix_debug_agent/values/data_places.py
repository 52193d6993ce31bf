"""Variables that can be watched, wherever they live, and how to read them without
running any code of the program."""

from __future__ import annotations

import sys
from _weakref import ref
from types import FrameType, GetSetDescriptorType, MemberDescriptorType

from ..conversation.refusal import Refusal
from ..kinds import class_attribute, is_a
from . import evaluation
from .containers import Group
from .rendering import type_name
from .scopes import GlobalVariables, LocalVariables


class _Missing:
    def __repr__(self) -> str:
        return "(not set)"


#: Stands for the value of a variable that has none.
MISSING = _Missing()


class PlaceGone(Exception):
    """What the variable belonged to is not there any more."""


class Place:
    """A variable. ``label`` is how to call it; ``frame`` is the one whose own code alone
    can change it, None if any code can."""

    frame: FrameType | None = None
    #: Set for a place that has a meaning in another run of the program.
    lasting_id: str | None = None

    def __init__(self, label: str) -> None:
        self.label = label

    def read(self) -> object:
        """The value, or MISSING. Raises PlaceGone."""
        raise NotImplementedError

    def write(self, value: object) -> None:
        """Puts another value there, without any code of the program. Raises Refusal, or what
        Python raises, where the place has no value of its own."""
        raise NotImplementedError


class LocalPlace(Place):
    """A local variable of one very frame."""

    def __init__(self, frame: FrameType, name: str) -> None:
        super().__init__(name)
        self.owner = frame
        self._name = name
        code = frame.f_code
        # What inner functions share, they can change.
        is_shared = name in code.co_cellvars or name in code.co_freevars
        self.frame = None if is_shared else frame

    def read(self):
        return self.owner.f_locals.get(self._name, MISSING)

    def write(self, value):
        self.owner.f_locals[self._name] = value


class GlobalPlace(Place):
    """A global variable, by the name of its module, which need not be loaded yet."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(name)
        self._module = module
        self._name = name
        self.lasting_id = f"global:{module}:{name}"

    def read(self):
        module = sys.modules.get(self._module)
        return MISSING if module is None else vars(module).get(self._name, MISSING)

    def write(self, value):
        dict.__setitem__(vars(sys.modules[self._module]), self._name, value)


class AttributePlace(Place):
    """An attribute of an object, which is held weakly if its type allows that, and
    kept alive if not. Raises Refusal for one that is computed."""

    def __init__(self, owner: object, name: str, label: str) -> None:
        super().__init__(label)
        self._name = name
        try:
            self._owner = ref(owner)
        except TypeError:
            self._owner = lambda: owner
        descriptor = class_attribute(type(owner), name, MISSING)
        is_stored = isinstance(descriptor, (MemberDescriptorType, GetSetDescriptorType))
        if hasattr(type(descriptor), "__set__") and not is_stored:
            raise Refusal(f"{name} is computed by code of the program: watch what it is made of.")
        self._descriptor = descriptor if is_stored else None

    def read(self):
        owner = self._owner()
        if owner is None:
            raise PlaceGone("The object is gone.")
        if self._descriptor is not None:
            try:
                return self._descriptor.__get__(owner)
            except AttributeError:
                return MISSING
        if is_a(owner, type):
            return class_attribute(owner, self._name, MISSING)
        try:
            own = object.__getattribute__(owner, "__dict__")
        except AttributeError:
            own = {}
        return (
            own[self._name]
            if self._name in own
            else class_attribute(type(owner), self._name, MISSING)
        )

    def write(self, value):
        owner = self._owner()
        if self._descriptor is not None:
            self._descriptor.__set__(owner, value)
        elif is_a(owner, type):
            if self._name not in type.__dict__["__dict__"].__get__(owner):
                raise Refusal(f"{self.label} comes from a base class.")
            type.__setattr__(owner, self._name, value)
        elif self._name in object.__getattribute__(owner, "__dict__"):
            object.__setattr__(owner, self._name, value)
        else:
            raise Refusal(f"{self.label} comes from the class of the object.")


class ItemPlace(Place):
    """An item of a list or dict, which is kept alive: neither can be held weakly."""

    def __init__(self, owner: object, key: object, label: str) -> None:
        super().__init__(label)
        self._owner = owner
        self._key = key
        if is_a(owner, dict):
            if not isinstance(key, (str, bytes, int, float, type(None))):
                raise Refusal("Only items under a string or number can be watched.")
            self._read = dict.__getitem__
            self._write = dict.__setitem__
        elif is_a(owner, list) and isinstance(key, int):
            self._read = list.__getitem__
            self._write = list.__setitem__
        else:
            raise Refusal(f"Items of a {type_name(owner)} cannot be watched.")

    def read(self):
        try:
            return self._read(self._owner, self._key)
        except LookupError:
            return MISSING

    def write(self, value):
        self._write(self._owner, self._key, value)


def lasting_place(data_id: str) -> Place | None:
    """The place of an id that holds for every run of the program."""
    kind, _, rest = data_id.partition(":")
    module, _, name = rest.rpartition(":")
    return GlobalPlace(module, name) if kind == "global" else None


def place_of_child(container: object, frame: FrameType | None, name: str) -> Place:
    """The place of a child in the variables view. Raises Refusal when it cannot be watched."""
    if isinstance(container, Group):
        container = container.owner
    if isinstance(container, (LocalVariables, GlobalVariables)) and frame is not None:
        is_global = isinstance(container, GlobalVariables)
        return _global(frame, name) if is_global else _variable(frame, name)
    owner = getattr(container, "_value", None)
    expression = getattr(container, "_expression", None) or type_name(owner)
    if is_a(owner, dict) and name.startswith("["):
        try:
            key = container.key(name)
        except KeyError:
            raise Refusal(f"There is no {name} any more.") from None
        return ItemPlace(owner, key, f"{expression}{name}")
    if name.startswith("[") and name[1:-1].isdecimal():
        return ItemPlace(owner, int(name[1:-1]), f"{expression}{name}")
    if owner is None or not name.isidentifier():
        raise Refusal(f"{name} cannot be watched.")
    return AttributePlace(owner, name, f"{expression}.{name}")


def place_of_expression(text: str, frame: FrameType) -> Place:
    """The place that an expression in ``frame`` names. Raises Refusal when it names none."""
    try:
        node = evaluation.parse(text.strip(), "eval", frame).body
    except SyntaxError as error:
        raise Refusal(f"This is no expression: {error.msg}.") from None
    kind = type(node).__name__
    if kind == "Name":
        return _variable(frame, node.id)
    if kind not in ("Attribute", "Subscript"):
        raise Refusal("Only a variable, an attribute or an item can be watched.")
    owner = _value_of(node.value, frame)
    if kind == "Attribute":
        return AttributePlace(owner, node.attr, text.strip())
    return ItemPlace(owner, _value_of(node.slice, frame), text.strip())


def _value_of(node: object, frame: FrameType) -> object:
    import _ast

    return evaluation.Expression(_ast.Expression(node)).value(frame)


def _variable(frame: FrameType, name: str) -> Place:
    if frame.f_locals is not frame.f_globals and name in frame.f_locals:
        return LocalPlace(frame, name)
    code = frame.f_code
    if name in code.co_varnames or name in code.co_cellvars:
        return LocalPlace(frame, name)
    if name not in frame.f_globals:
        raise Refusal(f"There is no variable {name} here.")
    return _global(frame, name)


def _global(frame: FrameType, name: str) -> Place:
    module = frame.f_globals.get("__name__")
    loaded = sys.modules.get(module) if isinstance(module, str) else None
    if getattr(loaded, "__dict__", None) is frame.f_globals:
        return GlobalPlace(module, name)
    # Code that runs in a namespace of its own, by exec() for instance.
    return ItemPlace(frame.f_globals, name, name)
