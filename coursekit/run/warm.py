"""Imported once, in the process that the workers are forked from: what every one of them would load again.

The first document in a process costs many times what the next one does, so it is drawn here.
"""

import coursekit.export.moodle
import coursekit.render.print.handout
import coursekit.render.print.quiz_paper
import coursekit.render.site.page
from coursekit.render.print.pdf import to_pdf
from coursekit.render.templates import template

to_pdf(template("print/warm.html.j2").render())

__all__ = ["coursekit"]
