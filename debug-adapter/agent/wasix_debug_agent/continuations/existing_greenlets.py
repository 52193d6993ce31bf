"""The greenlets of a program that was not watched while it made them.

Nothing in Python knows of all of them but its garbage collector. Which stacks have made them,
nobody knows.
"""

from __future__ import annotations

import sys
from types import FrameType

from ..kinds import is_a
from .continuations import attribute_of_all, greenlet_module, main_greenlet
from .greenlet_table import GreenletTable
from .guest_threads import current_main_context, other_main_contexts


def learn(table: GreenletTable) -> None:
    """Has a table know all greenlets that exist, in the order of their making as far as it can be
    known: those first that have begun, in that order."""
    module = greenlet_module()
    if module is None:
        return
    import gc

    everyone = [each for each in gc.get_objects() if is_a(each, module.greenlet)]
    mains = [each for each in everyone if _is_main(each)]
    others = [each for each in everyone if not _is_main(each)]
    contexts = [history[0] for history in attribute_of_all(others, "gr_wasix_history")]
    begun = [(context, each) for context, each in zip(contexts, others, strict=True) if context]
    begun.sort(key=lambda each: each[0])
    pending = [each for context, each in zip(contexts, others, strict=True) if not context]
    for greenlet in [*(each for _, each in begun), *pending]:
        table.record(greenlet)
    for thread, main in _by_thread(mains).items():
        table.add_main(main, thread)


def _is_main(greenlet: object) -> bool:
    return greenlet_module().greenlet.__dict__["parent"].__get__(greenlet) is None


def _by_thread(mains: list[object]) -> dict[int, object]:
    """Main greenlets by the main contexts of their threads, which only the threads themselves tell:
    others are known by what has begun a thread, and what is left goes by the order of both."""
    threads = other_main_contexts()
    current = main_greenlet()
    known = {} if current is None else {current_main_context(): current}
    contexts = {identifier: context for context, identifier in threads.items()}
    unknown = []
    for main in mains:
        if main is current:
            continue
        context = contexts.get(_thread_begun_in(greenlet_module().greenlet.gr_frame.__get__(main)))
        if context is None:
            unknown.append(main)
        else:
            known[context] = main
    # Those that run in their threads have no frames here.
    left = [context for context in threads if context not in known]
    return known | dict(zip(left, unknown, strict=False))


def _thread_begun_in(frame: FrameType | None) -> int | None:
    """The identifier of the thread whose stack a frame is on, if ``threading`` has started it."""
    if frame is None:
        return None
    while frame.f_back is not None:
        frame = frame.f_back
    threading = sys.modules.get("threading")
    kind = getattr(threading, "Thread", None)
    thread = frame.f_locals.get("self")
    return thread.ident if isinstance(kind, type) and is_a(thread, kind) else None
