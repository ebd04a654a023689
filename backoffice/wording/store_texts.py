"""Sentences of the store: why it cannot be opened, read or changed."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {}
