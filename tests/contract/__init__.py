"""What every store must do, asked of each of them: embedded in memory and in a file, and both generations of Neo4j."""
