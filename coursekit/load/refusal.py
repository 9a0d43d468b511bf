"""Why a picture is not taken."""


class PictureRefusedError(Exception):
    """The picture cannot be shown: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
