"""This workstation's settings: a small TOML file in the user's settings folder, overridden by the environment.

What is remembered between starts is screen, branch, sort order and the like: nothing that names a person.
"""

import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

FOLDER = "BACKOFFICE_CONFIG"
STORE = "BACKOFFICE_STORE"


@dataclass(frozen=True, slots=True)
class Settings:
    """What this workstation remembers."""

    store: str = ""
    """URL or path of the store; empty: the user's own local one."""
    desk_id: str = ""
    """Drawn at the first start."""
    branch: str = ""
    """Code of the branch shown last."""
    theme: str = "dunkel"
    details: bool = True
    names: str = ""
    """`short` or `full`; empty: short at a front desk, full elsewhere (D57)."""
    blank_after: int = 10
    """Minutes without a key after which the screen blanks (D56); 0: never."""
    morning_seen: str = ""
    """The day (ISO) whose Morgenlage was shown here: it comes by itself once a day."""
    import_folder: str = ""
    """Where the booking files lie; empty: the user's downloads."""


def folder() -> Path:
    """The settings folder of this user (environment: BACKOFFICE_CONFIG)."""
    given = os.environ.get(FOLDER)
    if given:
        return Path(given).expanduser()
    from platformdirs import user_config_path

    return user_config_path("backoffice", appauthor=False)


def data_folder() -> Path:
    """Where a local store lies unless something else is said; never a roaming folder."""
    given = os.environ.get(FOLDER)
    if given:
        return Path(given).expanduser() / "data"
    from platformdirs import user_data_path

    return user_data_path("backoffice", appauthor=False)


def load() -> Settings:
    """The settings as they stand; a file that cannot be read or says nonsense counts as empty."""
    import tomllib

    try:
        text = (folder() / "settings.toml").read_text(encoding="utf-8")
        given: dict[str, Any] = tomllib.loads(text)
    except (OSError, ValueError):
        return Settings()
    kinds = {f.name: type(f.default) for f in fields(Settings)}
    usable: dict[str, Any] = {name: value for name, value in given.items() if type(value) is kinds.get(name)}
    return Settings(**usable)


def save(settings: Settings) -> None:
    """Write the settings, all or nothing. A folder that cannot be written to is no reason to stop working."""
    import json

    try:
        where = folder()
        where.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = where / f"settings.{os.getpid()}.tmp"
        # A JSON string, number or boolean is also TOML's.
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in asdict(settings).items()]
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(where / "settings.toml")
    except OSError:
        return


def remember(**values: Any) -> Settings:
    """Change some settings and give them all back."""
    settings = replace(load(), **values)
    save(settings)
    return settings


def desk_id() -> str:
    """This desk's id, drawn once."""
    settings = load()
    if settings.desk_id:
        return settings.desk_id
    from backoffice.domain.ids import new_id

    return remember(desk_id=new_id()).desk_id


def store_url(given: str | None = None) -> str:
    """Which store to use: said on the command line, in BACKOFFICE_STORE, in the settings, or the user's own."""
    return given or os.environ.get(STORE) or load().store or f"sqlite:///{data_folder() / 'backoffice.db'}"
