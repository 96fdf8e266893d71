"""Why the system refused something, in Chinese."""

from __future__ import annotations

import errno

_CAUSES = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "磁盘只能读",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名字太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ESTALE: "网络磁盘断开了",
    errno.ETIMEDOUT: "网络磁盘没有回应",
    errno.EHOSTDOWN: "网络磁盘没有回应",
}


def cause(error: OSError) -> str:
    """Half a sentence: `没有权限`; one that the table does not know by its number: `系统错误 71`."""
    return _CAUSES.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else "原因不明")
