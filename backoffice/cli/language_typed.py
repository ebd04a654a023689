"""A language as it is typed on a line: its code, or its German name (D46)."""

import re

import click

from backoffice.domain.errors import Refused

MOST_NAMED = 5
"""So many are told where several may be meant."""


def language_of(text: str) -> str:
    """The code that is stored for a language. Refused: `unknown_language`, `language_unclear` (text, found)."""
    from backoffice.domain.languages import canonical
    from backoffice.domain.text import same_key
    from backoffice.wording import languages
    from backoffice.wording.interpreters import found as either

    typed = text.strip()
    code = canonical(typed)
    if code is not None or not typed:
        if code is None:
            raise Refused("unknown_language", text=text)
        return code
    found = languages.search(typed)
    names = {one: languages.name(one) for one in found}
    named = [one for one in found if same_key(names[one]) == same_key(typed)]
    named = named or [one for one in found if same_key(typed) in map(same_key, re.split(r"[^\w-]+", names[one]))]
    named = named or list(found)
    if not named:
        raise Refused("unknown_language", text=typed)
    if len(named) > 1:
        more = [f"{languages.name(one)} ({one})" for one in named[:MOST_NAMED]]
        raise Refused("language_unclear", text=typed, found=either(more))
    return named[0]


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
    from backoffice.wording.refusals import refusal

    try:
        return language_of(text)
    except Refused as error:
        kind.fail(str(refusal(error)), param, ctx)


LANGUAGE, SPOKEN = LanguageType(), SpokenType()
