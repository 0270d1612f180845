"""A graph on a Neo4j server: a roster brought there, asked there, read back from there."""
