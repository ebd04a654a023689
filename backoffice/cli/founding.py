"""Who initialises a store administers it: the same for a real house and for the example office."""

from typing import TYPE_CHECKING

from backoffice.cli.session import Session

if TYPE_CHECKING:
    from backoffice.store.store import Store


def found_house(store: "Store", session: Session, house: str, name: str) -> tuple[str, str]:
    """Put a house into an empty store; its name and who administers it. Refused `already_founded`."""
    from backoffice.desk.founding import Founding, found
    from backoffice.opening import sign_in_name

    login = sign_in_name(store)
    found(store, Founding(house_name=house, login=login, name=name or login), session.clock.now())
    return house, name or login


def found_example(store: "Store", session: Session) -> tuple[str, str]:
    """Put the example office into an empty store, without appointments. Refused `already_founded`."""
    from backoffice import config
    from backoffice.demo.install import build, founding
    from backoffice.desk.desk import Desk
    from backoffice.desk.founding import found
    from backoffice.opening import sign_in_name

    login = sign_in_name(store)
    example = founding(login)
    found(store, example, session.clock.now())
    build(Desk(store, login, config.desk_id(), session.clock))
    return example.house_name, login
