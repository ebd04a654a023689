"""What became of a request between two branches, in one line: for the dialog that asks, and for the open record."""

from datetime import date

from backoffice.desk.takeover_views import TakeoverLine
from backoffice.domain.takeovers import Stand
from backoffice.wording import takeover_asking as words


def promise(line: TakeoverLine, today: date) -> str:
    """What the customer was promised: a time there, or a call."""
    if line.ticket:
        return words.promised_call(line.ticket)
    if line.promised is None:
        return ""
    day, start, _, channel = line.promised
    return words.promised_time(day, start, channel.value, today)


def promised_by(line: TakeoverLine) -> str:
    """Who said yes, by function."""
    return line.agreed_with or line.answered_function


def request(line: TakeoverLine, today: date) -> str:
    """`an Geschäftsstelle Nord: wartet auf Antwort bis 09:15`."""
    answered = line.stand in (Stand.AGREED, Stand.ACCEPTED, Stand.DECLINED)
    return words.request(
        line.stand,
        line.other,
        words.answer_until(line.expires_at, today),
        incoming=line.incoming,
        promise=promise(line, today),
        by=promised_by(line) if answered else "",
        answer=line.answer,
    )
