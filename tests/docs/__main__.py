"""Write what of the documents the code defines: ``make docs``."""

from tests.docs.schemas import write_schemas
from tests.docs.tables import write_pages

write_pages()
write_schemas()
