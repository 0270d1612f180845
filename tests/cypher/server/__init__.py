"""Of a graph on a Neo4j server."""
