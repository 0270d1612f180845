"""Everything a person looks at: pages to browse and lists to print, from Roster and Report values.

In a notebook, importing it is enough for a Roster or a Plan to show its page.
"""

from viz.lists import write_lists
from viz.notebook import join_running_notebook, load_ipython_extension, show
from viz.pages import write_site

__all__ = ["load_ipython_extension", "show", "write_lists", "write_site"]

join_running_notebook()
