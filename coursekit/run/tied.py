"""Imported first in the process that the workers are forked from: from then on it ends when the build does.

Before that come the libraries, which take seconds to load.
"""

from coursekit.render.site.launch import end_with_starter

end_with_starter()
