"""How a signed copy that cannot be accepted says why."""


class FirmaRifiutata(Exception):
    """The copy is not accepted. The message is Italian, for who uploaded it.

    ``contenuti`` are the SHA-256 of what the copy holds, as far as that could be told: whoever
    knows the issued files can say which of them it is.
    """

    def __init__(self, messaggio: str, *, contenuti: tuple[str, ...] = ()) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.contenuti = contenuti
