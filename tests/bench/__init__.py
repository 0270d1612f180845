"""Speed and memory beside a peer, measured in one run. Never a test: a busy machine must not turn one red.

A bench is a module ``bench_*.py`` here with ``run() -> list[Measurement]``; ``make bench`` finds it by its name, and
``make bench ONLY=name`` runs ``bench_name.py`` alone.
"""
