"""A real Neo4j without Docker, beside the tests or to try the product out: ``make neo4j``.

Its jars come from Maven Central and run in a Java of the machine's (:mod:`tests.neo4j.installation`). A server keeps
its data in a folder, listens on one port of this machine, and ends with whoever started it.
"""
