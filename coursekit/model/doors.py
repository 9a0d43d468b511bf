"""First doors: whom a reader of a help page turns to first, by what has happened.

`facts/places.yml` names them for each place under `doors`; `{{ door("threat") }}` shows one.
"""

from enum import StrEnum


class Door(StrEnum):
    """What a first door is for."""

    THREAT = "threat"
    """Threats, blackmail, somebody who asks a child for pictures or secrecy."""
    PICTURE = "picture"
    """A picture of a child that is going round or may go round."""
    FOUND = "found"
    """A picture that somebody was sent or came across."""
    CONCERN = "concern"
    """A child who has told somebody, or may be harmed."""
    STAFF = "staff"
    """A worry about a member of staff."""
    BEHAVIOUR = "behaviour"
    """A worry about an adult’s behaviour, or one’s own."""
    CRISIS = "crisis"
    """Somebody who may hurt themselves."""
    ADULT_PICTURE = "adult_picture"
    """A picture of somebody who was an adult in it."""
    SURVIVOR = "survivor"
    """An adult who was harmed as a child."""

    @property
    def missing(self) -> str:
        """What a place has not got, as it reads after “We found no …”."""
        return _MISSING[self]

    @property
    def instead(self) -> str:
        """What to do where there is no such door, or where it is closed."""
        return _INSTEAD[self]


_MISSING = {
    Door.THREAT: "single number for these reports",
    Door.PICTURE: "single helpline for this",
    Door.FOUND: "single hotline for this",
    Door.CONCERN: "single number for these reports",
    Door.STAFF: "single number for these reports",
    Door.BEHAVIOUR: "telephone line for this",
    Door.CRISIS: "single crisis line",
    Door.ADULT_PICTURE: "single helpline for this",
    Door.SURVIVOR: "single telephone line for this",
}
_POLICE = "Go to the nearest police station. In danger, use the emergency number."
_INSTEAD = {
    Door.THREAT: _POLICE,
    Door.PICTURE: "Ask for the picture to be taken down, at any hour. For threats, go to the police.",
    Door.FOUND: "Give the address of the page to the police.",
    Door.CONCERN: _POLICE,
    Door.STAFF: _POLICE,
    Door.BEHAVIOUR: "The services below can be reached online. A doctor can help too.",
    Door.CRISIS: "Go to the nearest hospital, or use the emergency number. Do not leave them alone.",
    Door.ADULT_PICTURE: "Report the picture in the app, and tell the police.",
    Door.SURVIVOR: "For tonight, a crisis line can listen. A doctor can help you to find support.",
}
