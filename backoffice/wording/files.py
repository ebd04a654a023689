"""Sentences of the booking files: why one cannot be read, and what is odd about a column or a row."""

from collections.abc import Mapping

REFUSALS: Mapping[str, tuple[str, str, str]] = {}

ISSUES: Mapping[str, str] = {}
"""What the reader and the merge remark (`Issue.code`), as a short German phrase."""
