"""What the session can ask of the agent. The names and arguments are the protocol's."""

from __future__ import annotations

from .code import modules, source_texts, user_code
from .continuations.continuations import ByLastContext, Continuations
from .continuations.guest_threads import name_of as name_of_thread
from .continuations.guest_threads import other_main_contexts
from .conversation.refusal import Refusal
from .stops.inspection import Inspection
from .stops.standing import Standing
from .values.presentation import Presentation
from .watching.breakpoint_table import BreakpointTable


class Commands:
    """The commands that concern the program as a whole.

    Those about breakpoints are answered by who knows them, and those about a
    program that stands still by its :class:`Inspection`.
    """

    def __init__(
        self, stops: Standing, continuations: Continuations, breakpoints: BreakpointTable
    ) -> None:
        self._stops = stops
        self._continuations = continuations
        self._breakpoints = breakpoints

    def perform(self, command: str, args: dict) -> object:
        """Does a command, and returns the body of its reply. Raises Refusal."""
        own = getattr(self, f"_do_{command}", None) or getattr(
            self._breakpoints, f"do_{command}", None
        )
        return self._inspection.perform(command, args) if own is None else own(**args)

    @property
    def _inspection(self) -> Inspection:
        inspection = self._stops.inspection
        if inspection is None:
            raise Refusal("The program is running: pause it first.")
        return inspection

    def _places(self):
        """The variables that were asked about, to set breakpoints on."""
        raise NotImplementedError

    # ---- settings ----

    def _do_configure(
        self,
        justMyCode: bool,
        rules: list[dict],
        showReturnValue: bool,
        variablePresentation: dict[str, str],
    ) -> None:
        user_code.configure(justMyCode, rules)
        # Where each stands in the user's code depends on whose which code is.
        self._continuations.forget_told()
        self._stops.configure(showReturnValue, Presentation(variablePresentation))

    # ---- questions ----

    def _do_dataInfo(self, name: str, reference: int = 0, frame: int | None = None) -> dict:
        inspection = self._inspection
        try:
            place = inspection.data_place(name, reference, frame)
        except Refusal as refusal:
            return {"description": str(refusal)}
        can_persist = place.lasting_id is not None
        data_id = self._places().add(place)
        return {"dataId": data_id, "description": place.label, "canPersist": can_persist}

    def _do_modules(self) -> list[dict]:
        return modules.loaded()

    def _do_source(self, path: str) -> dict:
        try:
            return {"content": source_texts.text_of(path)}
        except (OSError, SyntaxError, ValueError):
            raise Refusal(f"Nobody knows the source text of {path}.") from None

    def _do_names(self, contexts: list[int]) -> list[str | None]:
        """What continuations are called that live or, dead, are still held."""
        known = ByLastContext(self._continuations.table)
        threads = other_main_contexts()

        def name(context: int) -> str | None:
            if context in threads:
                return name_of_thread(context)
            found = known.find(context)
            return None if found is None else self._continuations.name(found)

        return [name(context) for context in contexts]

    def _do_cancel(self, command: int) -> None:
        """It comes too late: the command has been answered."""

    def _do_pause(self, context: int | None = None) -> None:
        """Says that the request has arrived; a program that stands still goes on standing."""
