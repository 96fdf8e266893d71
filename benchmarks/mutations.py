"""How fuzzing alters its sources: a text as typists and extractors do, and worse; a file as a bad disk does."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from collections.abc import Callable, Sequence

from benchmarks.fragments import ENDS, SPACES, WORDS
from benchmarks.hostile import DENSE, LINES

PIECES = [*(word for words in WORDS.values() for word in words), *SPACES, *ENDS, *LINES.values(), *DENSE.values()]
WIDE = {i: i + 0xFEE0 for i in range(0x21, 0x7F)}
MOST_CHANGES = 8


def altered_text(text: str, others: Sequence[str], chance: random.Random) -> str:
    """A stretch of a text with some changes made to it."""
    start = chance.randrange(max(len(text), 1))
    text = text[start : start + chance.choice((200, 2_000, 20_000))]
    for _ in range(chance.randint(1, MOST_CHANGES)):
        text = chance.choice(CHANGES)(text, others, chance)
    return text


def made_up(chance: random.Random) -> str:
    """A text of nothing but fragments."""
    return "".join(chance.choices(PIECES, k=chance.choice((5, 50, 500))))


def _stretch(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.choice((1, 2, 5, 20, 200)))


def _left_out(text: str, _: Sequence[str], chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    return text[:start] + text[end:]


def _repeated(text: str, _: Sequence[str], chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    return text[:end] + text[start:end] * chance.choice((1, 2, 10, 500)) + text[end:]


def _moved(text: str, _: Sequence[str], chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    rest = text[:start] + text[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + text[start:end] + rest[at:]


def _inserted(text: str, _: Sequence[str], chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + "".join(chance.choices(PIECES, k=chance.choice((1, 1, 3, 20)))) + text[at:]


def _strange(text: str, _: Sequence[str], chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    planes = (0x20, 0x300, 0x2000, 0x3000, 0x4E00, 0xFF00, 0x10000, 0x20000, 0xE0000)
    strange = "".join(chr(chance.choice(planes) + chance.randrange(0x100)) for _ in range(chance.randint(1, 10)))
    return text[:at] + strange + text[at:]


def _spliced(text: str, others: Sequence[str], chance: random.Random) -> str:
    other = chance.choice(others)
    start, _ = _stretch(other, chance)
    at = chance.randint(0, len(text))
    return text[:at] + other[start : start + 2_000] + text[at:]


def _other_width(text: str, _: Sequence[str], chance: random.Random) -> str:
    start, end = _stretch(text, chance)
    piece = text[start:end]
    return text[:start] + chance.choice((piece.translate(WIDE), unicodedata.normalize("NFKC", piece))) + text[end:]


def _other_ends(text: str, _: Sequence[str], chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\v", "", " ", "\u2028")))


def _broken_at_a_width(text: str, _: Sequence[str], chance: random.Random) -> str:
    width = chance.randint(4, 60)
    return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))


def _as_table(text: str, _: Sequence[str], chance: random.Random) -> str:
    mark = chance.choice(("\t", "|", " | "))
    return text.replace(chance.choice(("，", "。", "、", "（", "\n")), mark)


def _swapped(text: str, _: Sequence[str], chance: random.Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


CHANGES: tuple[Callable[[str, Sequence[str], random.Random], str], ...] = (
    _left_out, _left_out, _repeated, _moved, _inserted, _inserted, _strange, _spliced, _other_width, _other_ends,
    _broken_at_a_width, _as_table, _swapped,
)  # fmt: skip


def altered_bytes(content: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed; of an archive rather one of its members, packed again."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(content, chance)
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(len(changed) + 1)
        way = chance.randrange(5)
        if way == 0:
            del changed[at : at + chance.choice((1, 2, 100))]
        elif way == 1:
            changed[at:at] = chance.randbytes(chance.choice((1, 3, 30)))
        elif way == 2:
            changed[at : at + 4] = chance.choice((b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\xef\xbb\xbf", b"<!--"))
        elif way == 3:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        else:
            del changed[at:]
    return bytes(changed)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    """An archive with one member altered, doubled or left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        chosen = chance.choice(before.namelist())
        for name in before.namelist():
            member = before.read(name)
            if name != chosen:
                after.writestr(name, member)
            elif chance.random() < 0.9:
                text = chance.random() < 0.7
                after.writestr(name, _altered_markup(member, chance) if text else altered_bytes(member, chance))
    return packed.getvalue()


def _altered_markup(member: bytes, chance: random.Random) -> bytes:
    """XML with an element left out, doubled or filled with something else: it stays well-formed more often than not."""
    text = member.decode("utf-8", "ignore")
    ends = [at for at, c in enumerate(text) if c == ">"]
    if len(ends) < 2:
        return member
    at = chance.choice(ends) + 1
    start, end = _stretch(text, chance)
    return chance.choice((
        text[:at] + chance.choice(PIECES) + text[at:], text[:start] + text[end:], text[:at] + text[start:end] + text[at:],
    )).encode("utf-8", "ignore")  # fmt: skip
