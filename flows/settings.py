"""The settings, each with its default: from the command line, else SHIXIAN_* in the environment, else `shixian.toml`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

TIME_ZONE = "Asia/Shanghai"


class Settings(BaseSettings):
    """Where things lie, and how they are served. Raises pydantic's ValidationError for a value of the wrong kind."""

    model_config = SettingsConfigDict(env_prefix="SHIXIAN_", toml_file="shixian.toml", extra="forbid")

    # The plans to read: files or folders.
    sources: tuple[str, ...] = ("sources",)
    # A CSV of units that no general registry can know: towns, development zones, local names.
    units: Path | None = None
    # Without `units` the list used last is used again; this gives it up.
    no_units: bool = False
    # Where feeds, summaries and findings go.
    out: Path = Path("out")
    # Where the warehouse and Prefect's own state lie.
    home: Path = Path(".shixian")
    # Where `shixian serve` listens.
    host: str = "127.0.0.1"
    port: int = 8321

    @property
    def warehouse(self) -> Path:
        """The folder of the DuckLake catalog and its data."""
        return self.home / "warehouse"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given wins over the environment, which wins over the file; nothing else is asked."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def today() -> date:
    """The one place where the clock is read: the day it is in Asia/Shanghai."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()
