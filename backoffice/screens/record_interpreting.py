"""The part of an open record that says who interprets: the order with all its facts, or a remark's hint (D46)."""

from datetime import datetime

from backoffice.desk.interpreting_lines import OrderLine
from backoffice.desk.views import Line
from backoffice.screens.interpreting_lines import OrderWriter
from backoffice.screens.lines import interpreting
from backoffice.widgets.detail_pane import Pair
from backoffice.wording import screens
from backoffice.wording.interpreting_ask import LEGAL_GROUND
from backoffice.wording.languages import legal_ground

OF_THE_APPOINTMENT = frozenset({screens.PAIR_TIME, screens.PAIR_PLACE, screens.PAIR_CONCERN})
"""What the record says elsewhere."""


def interpreting_of(line: Line, order: OrderLine | None, now: datetime) -> list[Pair]:
    """Labels and values; nothing where nobody has to interpret and nothing hints at it."""
    if order is None:
        return [Pair(screens.PAIR_LANGUAGE, interpreting(line))]
    facts = OrderWriter(now, short_names=False).details(order)[1]
    return [
        *(pair for pair in facts if pair.label not in OF_THE_APPOINTMENT),
        Pair(LEGAL_GROUND, legal_ground(order.language)),
    ]
