"""Edges to other programs: booking files in, Excel out."""
