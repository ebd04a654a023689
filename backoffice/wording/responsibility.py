"""Zuständigkeit in words: which branch the rules name, and why (D43)."""

from collections.abc import Mapping

PARITY: Mapping[str, str] = {"all": "alle", "odd": "ungerade", "even": "gerade"}
