"""Imported once, before the worker processes are forked: what every one of them would load again."""

import weasyprint

import coursekit.export.moodle
import coursekit.render.print.handout
import coursekit.render.print.quiz_paper
import coursekit.render.site.page

__all__ = ["coursekit", "weasyprint"]
