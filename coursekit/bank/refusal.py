"""Why a file, or one question of it, does not come over."""


class FileRefusedError(Exception):
    """Nothing of the file can be read: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class QuestionRefusedError(Exception):
    """One question cannot come over; the words say why, as the end of a sentence."""
