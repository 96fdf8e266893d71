"""What the system says is said in Chinese."""

from __future__ import annotations

import errno

import pytest

from warehouse.causes import cause


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "没有权限"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (OSError(errno.EPROTO, "Protocol error"), f"系统错误 {errno.EPROTO}"),
        (OSError("no number"), "原因不明"),
    ],
)
def test_cause(error: OSError, said: str) -> None:
    assert cause(error) == said
