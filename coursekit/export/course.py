"""What the packages of a whole course and of its tracks are made of."""

from coursekit.export.base import PagesInside
from coursekit.model.base import Frozen, Id, Line
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf


class CoursePage(Frozen):
    """A page of the site in a package."""

    url: str
    title: str
    tab_title: str
    """Neutral: what platforms list."""
    minutes: int = 0

    @property
    def listed(self) -> str:
        """What stands in a platform’s list of contents: where the page belongs, and what it is called."""
        return self.title if self.title.startswith(self.tab_title) else f"{self.tab_title}: {self.title}"

    quiz: Id | None = None


class CoursePart(Frozen):
    """A heading of the list of contents, and the pages below it."""

    title: str
    pages: tuple[CoursePage, ...]
    counts: bool = True
    """Whether these pages must have been open before the course is finished."""


class CourseQuiz(Frozen):
    """A quiz that stands on one of the pages."""

    quiz: Quiz
    shelf: Shelf
    title: Line


class CourseInputs(PagesInside):
    """A course or a track for one place."""

    slug: Id
    title: Line
    lang: str
    place_name: str | None = None
    parts: tuple[CoursePart, ...]
    asked: tuple[CourseQuiz, ...] = ()

    @property
    def id(self) -> str:
        """Names the package."""
        return f"course-{self.slug}"

    @property
    def lasting(self) -> str:
        """Names the package and its place for ever."""
        return f"course-{self.slug}.{self.place_name or ''}"

    @property
    def first(self) -> str:
        """The page it begins with."""
        return "contents.html"

    @property
    def urls(self) -> tuple[str, ...]:
        """Every page, once."""
        return tuple(
            dict.fromkeys(
                (*(page.url for part in self.parts for page in part.pages), self.help_url, *self.helps)
            )
        )

    @property
    def counted(self) -> tuple[str, ...]:
        """The pages that belong to finishing."""
        return tuple(page.url for part in self.parts if part.counts for page in part.pages)

    @property
    def marks(self) -> tuple[tuple[str, int], ...]:
        """The pages that decide whether somebody has passed, and their pass marks."""
        by_id = {quiz.id: quiz.settings.pass_mark for quiz in self.quizzes}
        pages = (page for part in self.parts if part.counts for page in part.pages)
        return tuple((page.title, mark) for page in pages if (mark := by_id.get(page.quiz or "")))

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes whose questions belong to finishing."""
        by_id = {entry.quiz.id: entry.quiz for entry in self.asked}
        pages = (page for part in self.parts if part.counts for page in part.pages)
        return tuple(by_id[page.quiz] for page in pages if page.quiz is not None)
