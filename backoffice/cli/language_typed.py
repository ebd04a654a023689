"""A language as it is typed on a line: its code, or its German name (D46)."""

import click

from backoffice.domain.errors import Refused


class LanguageType(click.ParamType[str]):
    """A language by its code or its name."""

    name = "SPRACHE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`tir`, `Tigrinya`, `dgs`; gives the ISO 639-3 code."""
        return _language(self, str(value), param, ctx)


class SpokenType(click.ParamType[tuple[str, str]]):
    """A language, and after a colon the dialect."""

    name = "SPRACHE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """`tir`, `ara:irakisch`."""
        if isinstance(value, tuple):
            return value
        language, _, dialect = str(value).partition(":")
        return _language(self, language, param, ctx), dialect.strip()


def _language(
    kind: click.ParamType[object], text: str, param: click.Parameter | None, ctx: click.Context | None
) -> str:
    from backoffice.wording.languages_typed import language_of
    from backoffice.wording.refusals import refusal

    try:
        return language_of(text)
    except Refused as error:
        kind.fail(str(refusal(error)), param, ctx)


LANGUAGE, SPOKEN = LanguageType(), SpokenType()
