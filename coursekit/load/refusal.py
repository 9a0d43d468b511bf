"""Why a logo is not taken."""


class LogoRefusedError(Exception):
    """The picture cannot be shown: `message` says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
