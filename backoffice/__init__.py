"""Backoffice: the back office of a Jobcenter, worked by keyboard."""

__version__ = "0.1.0"
