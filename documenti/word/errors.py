"""The one exception that reading a Word programme may raise."""


class FileNonLeggibile(Exception):
    """The file cannot be read; ``messaggio`` says why, in Italian, to the person who sent it."""

    def __init__(self, messaggio: str) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
