"""Cadres → households as flows: who may help whom in parts, each part a network, its best flow as pairs (DESIGN §7)."""
