"""Everything a person looks at: pages to browse and lists to print, from Roster and Report values."""

from viz.lists import write_lists
from viz.pages import write_site

__all__ = ["write_lists", "write_site"]
