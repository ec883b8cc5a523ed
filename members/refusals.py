"""How an action says no."""


class Refused(Exception):
    """The step is not possible; nothing has changed. Carries a sentence that a user can read.

    `page` is the label and address of a page where what was wanted can be done instead.
    """

    def __init__(
        self, sentence: str, field: str | None = None, *, page: tuple[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.page = page


class Stale(Refused):
    """The step was possible when the page was shown, and is not any more."""


class AskedAgain(Refused):
    """The same is on file already. A page asks whether this is a second one, by its field `second`."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="second")
