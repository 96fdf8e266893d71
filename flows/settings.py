"""The settings, each with its default: from the command line, else SHIXIAN_* in the environment, else `shixian.toml`."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from flows.errors import WrongUsageError

TIME_ZONE = "Asia/Shanghai"
FILE = "shixian.toml"
LONGEST_SHOWN = 40


class Settings(BaseSettings):
    """Where things lie, and how they are served; each description says, in Chinese, what may be given."""

    model_config = SettingsConfigDict(env_prefix="SHIXIAN_", toml_file=FILE, extra="forbid")

    # The plans to read: files or folders.
    sources: tuple[str, ...] = Field(("sources",), description='文件或文件夹的列表，如 ["方案", "公报.txt"]')
    # A CSV of units that no general registry can know: towns, development zones, local names.
    units: Path | None = Field(None, description="一个 CSV 文件的路径")
    # Without `units` the list used last is used again; this gives it up.
    no_units: bool = Field(default=False, description="true 或 false")
    # Where feeds, summaries and findings go.
    out: Path = Field(Path("out"), description="一个文件夹的路径")
    # Where the warehouse and Prefect's own state lie.
    home: Path = Field(Path(".shixian"), description="一个文件夹的路径")
    # Where `shixian serve` listens.
    host: str = Field("127.0.0.1", description="本机的一个地址，如 127.0.0.1")
    port: int = Field(8321, ge=1, le=65535, description="1 到 65535 的整数")

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


def settings(**given: Any) -> Settings:
    """The settings, with what the command line gives (None and "" are not given).

    Raises WrongUsageError with a Chinese sentence for the first thing that is wrong in any of their places.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value})
    except UnicodeDecodeError:
        raise WrongUsageError(f"{FILE} 不是 UTF-8 编码，请另存为 UTF-8。") from None
    except TOMLDecodeError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        where = f"第{place[1]}行第{place[2]}列" if place else "末尾不完整"
        raise WrongUsageError(f"{FILE} 的写法不对：{where}。") from None
    except SettingsError as error:
        named = re.search(r'field "(\w+)"', str(error))
        raise WrongUsageError(_wrong(named[1], None) if named else f"{FILE} 或环境变量 SHIXIAN_* 读不出来。") from None
    except ValidationError as error:
        problem = error.errors()[0]
        raise WrongUsageError(_wrong(str(problem["loc"][0]), problem["input"])) from None


def _wrong(name: str, value: object) -> str:
    field = Settings.model_fields.get(name)
    if field is None:
        return f"没有 {name} 这项设置（{FILE}）。可用的有：{'、'.join(Settings.model_fields)}。"
    shown = "" if value is None else f"“{str(value)[:LONGEST_SHOWN]}”"
    return f"设置 {name} 不对：{shown}应是{field.description}（来自命令行、{FILE} 或环境变量 SHIXIAN_{name.upper()}）。"


def today() -> date:
    """The one place where the clock is read: the day it is in Asia/Shanghai."""
    return datetime.now(ZoneInfo(TIME_ZONE)).date()
