"""Write what of the documents the code defines: ``make docs``."""

from tests.docs.pages import write_pages
from tests.docs.schemas import write_schemas

write_pages()
write_schemas()
