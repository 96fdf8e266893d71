"""What typer says by itself, in Chinese: its help pages and what it finds wrong with a command."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = tomllib.loads(resources.files("flows").joinpath("chinese.toml").read_text(encoding="utf8"))
    return tuple((re.compile(row["english"], re.MULTILINE), row["chinese"]) for row in table["phrase"])


def chinese(text: str) -> str:
    """`text` of typer's with its phrases in Chinese (`chinese.toml`); what the table does not know stays."""
    for english, words in _phrases():
        text = english.sub(words, text)
    return text


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return chinese(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line that says how the command is written."""
        return chinese(super().get_usage(ctx))


class ChineseGroup(TyperGroup):
    """The command of commands, whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The help page."""
        return chinese(super().get_help(ctx))

    def get_usage(self, ctx: Any) -> str:
        """The line that says how the command is written."""
        return chinese(super().get_usage(ctx))


def told(error: TyperException) -> str:
    """What a command that could not be understood shows: what is wrong, and how the command is written."""
    context = getattr(error, "ctx", None)
    wrong = chinese(error.format_message())
    if context is None or wrong.startswith("用法："):
        return wrong
    return f"{wrong}\n{context.get_usage()}\n（{context.command_path} --help 显示全部说明）"
