"""How a list that cannot be read says why."""


class ElencoNonLeggibile(Exception):
    """The message is Italian, for who uploaded the file."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
