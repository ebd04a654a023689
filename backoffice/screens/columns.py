"""The columns of a list of appointments, from 80 cells up."""

from backoffice.widgets.columns import Column
from backoffice.wording import screens as words

DAY = (
    Column(words.COLUMN_TIME, 5, whole=True),
    Column(words.COLUMN_CHANNEL, 5),
    Column(words.COLUMN_CONCERN, 12, flexible=True),
    Column(words.COLUMN_NAME, 15),
    Column(words.COLUMN_PLACE, 5, priority=1),
    Column(words.COLUMN_STAND, 22),
)
"""Time, channel, concern, name, service point, stand."""
