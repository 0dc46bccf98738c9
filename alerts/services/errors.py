"""What a service refuses to do, with the sentence for the person who asked."""


class Refusal(Exception):
    """`sentence` is French, for the person who asked."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotYours(Refusal):
    """What is asked for belongs to another structure, or is gone."""

    def __init__(self, sentence: str = "Ce bouton concerne une structure dont vous ne faites pas partie.") -> None:
        super().__init__(sentence)


class NotAllowed(Refusal):
    """It is theirs, and their role does not allow it."""

    def __init__(self, sentence: str = "Seul un responsable de la structure peut faire ce changement.") -> None:
        super().__init__(sentence)
