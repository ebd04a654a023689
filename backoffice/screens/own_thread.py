"""A question in a thread of its own: one that is never answered holds up neither others nor the program's end."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def in_own_thread(ask: Callable[[], T]) -> "asyncio.Future[T]":
    """The answer to come; who waits for it may give up, the thread ends when the question does."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def tell(say: Callable[[], None]) -> None:
        def unless_given_up() -> None:
            if not answer.done():
                say()

        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(unless_given_up)

    def run() -> None:
        try:
            said = ask()
        except Exception as error:  # noqa: BLE001 - whoever waits for the answer gets it
            failed = error
            tell(lambda: answer.set_exception(failed))
        else:
            tell(lambda: answer.set_result(said))

    threading.Thread(target=run, name="poll", daemon=True).start()
    return answer
