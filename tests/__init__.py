"""The tests mirror the packages; beside them stand the oracle, the strategies and the benches."""
