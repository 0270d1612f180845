"""The documents that are written by the code, and the proof that what is committed is what it writes."""
