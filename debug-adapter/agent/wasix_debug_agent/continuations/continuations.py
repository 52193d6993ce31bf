"""The continuations: the greenlets that own a context, those of other threads, too.

The program's greenlet package is used only once the program has imported it;
until then there is one continuation, the main one.
"""

from __future__ import annotations

import sys
from _collections_abc import Callable, Collection, Iterator
from types import CodeType, FunctionType, ModuleType

from ..code import frames, user_code
from ..conversation.refusal import Refusal
from ..kinds import class_attribute, is_a
from . import guest_threads, loaded_gevent
from .greenlet_table import GreenletTable, main_of
from .guest_threads import current_main_context
from .told import Told

_greenlet_module: ModuleType | None = None


def greenlet_module() -> ModuleType | None:
    """greenlet's C module, if the program has loaded it, also where it has forgotten that."""
    global _greenlet_module
    if _greenlet_module is None:
        _greenlet_module = sys.modules.get("greenlet._greenlet")
    return _greenlet_module


def is_greenlet(value: object) -> bool:
    module = greenlet_module()
    return module is not None and is_a(value, module.greenlet)


def state_of(greenlet: object) -> str:
    """``pending``, ``suspended``, ``running`` or ``dead``."""
    # A subclass may have code of its own for both.
    kind = greenlet_module().greenlet
    if kind.dead.__get__(greenlet):
        return "dead"
    if greenlet is greenlet_module().getcurrent():
        return "running"
    return "suspended" if kind.__bool__(greenlet) else "pending"


def current_greenlet() -> object | None:
    """The running greenlet; None while the program knows of no greenlets."""
    module = greenlet_module()
    return None if module is None else module.getcurrent()


def current_context() -> int:
    """The context that is running."""
    greenlet = current_greenlet()
    if greenlet is None or greenlet.parent is None:
        return current_main_context()
    return greenlet.gr_wasix_context_id


def last_context_of(greenlet: object) -> int | None:
    """The context that runs a greenlet, or ran it while it lived; None before it starts.

    A main greenlet is taken for the running thread's.
    """
    return greenlet.gr_wasix_history[0] or (current_main_context() if _is_main(greenlet) else None)


def attribute_of_all(greenlets: Collection[object], name: str) -> list:
    """What each of many greenlets has as one of the attributes that greenlet gives them all."""
    # Where there are none, there may be no greenlet package.
    return list(map(_getter_of(name), greenlets)) if greenlets else []


_getters: dict[str, Callable[[object], object]] = {}


def _getter_of(name: str) -> Callable[[object], object]:
    """What reads an attribute that greenlet gives them all: subclasses may have code of their own
    for it."""
    getter = _getters.get(name)
    if getter is None:
        getter = _getters[name] = greenlet_module().greenlet.__dict__[name].__get__
    return getter


def given_names(greenlets: Collection[object]) -> list[str | None]:
    """What many greenlets are called by the program, which gave them a ``name``, or by gevent, as
    a text."""
    get = dict.get
    attributes = attribute_of_all(greenlets, "__dict__")
    # Mostly none of thousands has any.
    if any(attributes):
        names = [get(each, "name") for each in attributes]
        texts = [None if name is None else _text_of(name) for name in names]
    else:
        texts = [None] * len(attributes)
    if loaded_gevent.greenlet_class() is None:
        return texts
    everyone = zip(texts, greenlets, attributes, strict=True)
    return [text or _made_up_name(greenlet, own) for text, greenlet, own in everyone]


def _made_up_name(greenlet: object, attributes: dict) -> str | None:
    """The name that gevent has made up for a greenlet, if somebody has asked for it."""
    number = loaded_gevent.number_of(greenlet, attributes)
    return None if number is None else f"Greenlet-{number}"


def _text_of(value: object) -> str | None:
    """A text, without what a class of the program's adds to it; None for anything else."""
    if type(value) is str:
        return value
    return str.__str__(value) if isinstance(value, str) else None


def live_greenlets() -> dict[int, object]:
    """The running thread's that own a context, by that, the main one first.

    Empty before greenlet is loaded.
    """
    module = greenlet_module()
    if module is None:
        return {}
    main = main_of(module.getcurrent())
    greenlets = {current_main_context(): main}
    greenlets.update(module.wasix_continuations())
    return greenlets


class Continuations:
    """The program's greenlets, and what to call them."""

    def __init__(self, table: GreenletTable) -> None:
        self.table = table
        #: What the session knows of those that live, by their contexts.
        self.told = Told()
        #: What it knows of all, by their numbers.
        self.told_in_tree = Told()

    def forget_told(self) -> None:
        """Has everything be told anew."""
        self.told.forget()
        self.told_in_tree.forget()

    def find(self, number: int) -> object | None:
        """The greenlet with a number; None for the running thread's main one before greenlet
        is loaded.

        Raises Refusal when it has ended, and when no greenlet can switch to it.
        """
        if number <= 0:
            return self._find_main(guest_threads.main_context_of(number))
        found = self.table.greenlet(number)
        if found is None or found.dead:
            raise Refusal("This continuation has ended.")
        return found

    def _find_main(self, context: int) -> object | None:
        if context == current_main_context():
            return main_greenlet()
        if context not in guest_threads.other_main_contexts():
            raise Refusal("This thread has ended.")
        found = self.main_of(context)
        if found is None:
            raise Refusal("This thread has no greenlets that could switch to it: pause it instead.")
        return found

    def main_of(self, context: int) -> object | None:
        """The main greenlet of a thread, by its main context; None where there is no other."""
        if context == current_main_context():
            return main_greenlet()
        return self.table.main_greenlet(context)

    def number(self, greenlet: object | None) -> int:
        """The number of a greenlet, which it keeps from its making to its end: the table's, or
        that of a main continuation."""
        if _is_main(greenlet):
            return guest_threads.number_of_main(self._thread_of(greenlet))
        return self.table.record(greenlet).id

    def _thread_of(self, main: object | None) -> int:
        """The main context of the thread whose main greenlet it is."""
        thread = None if main is main_greenlet() else self.table.thread_of(main)
        return current_main_context() if thread is None else thread

    def name(self, greenlet: object | None) -> str:
        """What the greenlet runs, or the ``name`` that the program gave it; and what gevent calls
        it: ``Greenlet-3: worker``."""
        if _is_main(greenlet):
            return guest_threads.name_of(self._thread_of(greenlet))
        return self.lasting_name(greenlet) or _name_without_record(greenlet)

    def lasting_name(self, greenlet: object) -> str | None:
        """What one that is not main is called unless it is given another name; None where that may
        change otherwise."""
        given = _given_name(greenlet)
        if given is not None:
            return given
        record = self.table.record(greenlet)
        # One that has not begun may be given something else to run.
        if record.name is None and greenlet.gr_wasix_history[1]:
            record.name = _name_of_work(greenlet)
        return None if record.name is None else _numbered(greenlet, record.name)

    def label(self, greenlet: object | None) -> str:
        """The name as in a thread's: ``worker (g3)``, without the context before the start."""
        return _label(self.name(greenlet), greenlet)

    def switcher(self, greenlet: object, by_context: ByLastContext | None = None) -> object | None:
        """Who last passed control to a greenlet, if that still exists.

        ``by_context`` is for those who ask many times.
        """
        _, resumptions, context = greenlet.gr_wasix_history
        if resumptions == 0:
            return None
        # Each thread's main one is its 0.
        context = context or self._thread_of(main_of(greenlet))
        return (by_context or ByLastContext(self.table)).find(context)

    def suspended_code(self) -> Iterator[CodeType]:
        """The code of all functions that suspended continuations are in, those of other threads
        too; some more than once."""
        known = [*self.table.greenlets(), current_greenlet()]
        # The table has no main ones.
        known += [main_of(each) for each in known if each is not None]
        for each in {id(each): each for each in known if each is not None}.values():
            # One that runs, or has not begun, has no such frame.
            frame = each.gr_frame
            while frame is not None:
                yield frame.f_code
                frame = frame.f_back


class ByLastContext:
    """The greenlets that have started, dead ones too, by their contexts, at one moment."""

    def __init__(self, table: GreenletTable) -> None:
        self._table = table
        # There can be many, and they are wanted rarely.
        self._live: dict[int, object] | None = None
        self._ended: dict[int | None, object] | None = None

    def find(self, context: int) -> object | None:
        if self._live is None:
            self._live = {**self._table.main_greenlets(), **live_greenlets()}
        found = self._live.get(context)
        if found is not None:
            return found
        if self._ended is None:
            greenlets = self._table.greenlets()
            histories = attribute_of_all(greenlets, "gr_wasix_history")
            self._ended = {
                context: each for (context, _, _), each in zip(histories, greenlets, strict=True)
            }
        return self._ended.get(context)


def current_label() -> str:
    """The running continuation, as in its thread's name: ``worker (g3)``."""
    greenlet = current_greenlet()
    if _is_main(greenlet):
        return guest_threads.name_of(current_main_context())
    return _label(_given_name(greenlet) or _name_without_record(greenlet), greenlet)


def _is_main(greenlet: object | None) -> bool:
    return greenlet is None or greenlet.parent is None


def _label(name: str, greenlet: object | None) -> str:
    context = None if _is_main(greenlet) else last_context_of(greenlet)
    return name if context is None else f"{name} (g{context})"


def is_of_library(greenlet: object | None) -> bool:
    """Whether its class says what it runs, and is a library's: a hub is made for whoever needs one
    first, and compiled code between, such as gevent's, has no frames."""
    run = class_attribute(type(greenlet), "run")
    return type(run) is FunctionType and not user_code.is_user_code(run.__code__.co_filename)


def spawner_of(greenlet: object) -> object | None:
    """The greenlet that has made another, where gevent tells, as long as it exists. The hub makes
    what others have it make."""
    spawner = loaded_gevent.spawner_of(greenlet, _own_attributes(greenlet))
    return None if _is_main(spawner) or is_of_library(spawner) else spawner


def _own_attributes(greenlet: object) -> dict:
    return _getter_of("__dict__")(greenlet)


def _given_name(greenlet: object) -> str | None:
    name = dict.get(_own_attributes(greenlet), "name")
    return None if name is None else _text_of(name) or None


def _name_without_record(greenlet: object) -> str:
    """What one is called that nothing is remembered of."""
    work = _name_of_work(greenlet)
    if work is not None:
        return _numbered(greenlet, work)
    return _made_up_name(greenlet, _own_attributes(greenlet)) or type(greenlet).__name__


def _numbered(greenlet: object, work: str) -> str:
    """What it runs, behind the name that gevent has made up."""
    name = _made_up_name(greenlet, _own_attributes(greenlet))
    return work if name is None else f"{name}: {work}"


def main_greenlet() -> object | None:
    """The running thread's; None before greenlet is loaded."""
    greenlet = current_greenlet()
    return None if greenlet is None else main_of(greenlet)


def _name_of_work(greenlet: object) -> str | None:
    """The user's function that a greenlet runs or will run; None when none can be told."""
    frame = frames.program_frame(greenlet.gr_frame)
    if greenlet is current_greenlet():
        frame = frames.current_program_frame()
    if frame is not None:
        return frames.outermost_of_user(frame).f_code.co_qualname
    work = loaded_gevent.function_of(greenlet, _own_attributes(greenlet))
    if work is not None:
        return work.__qualname__
    gevents = loaded_gevent.greenlet_class()
    if gevents is not None and is_a(greenlet, gevents):
        # It has forgotten what it ran, and its ``run`` is gevent's.
        return None
    # A greenlet that has started has no attribute ``run`` any more.
    started = greenlet.gr_wasix_run_name
    name = started or getattr(getattr(greenlet, "run", None), "__qualname__", None)
    return name if isinstance(name, str) else None
