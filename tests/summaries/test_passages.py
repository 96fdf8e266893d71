import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.passages import ELLIPSIS, WHOLE, passage


def marked(text: str, surface: str) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in passage(text, surface))


@pytest.mark.parametrize(
    ("text", "surface", "shown", "reason"),
    [
        ("9月底前完成。", "9月底前", "[9月底前]完成。", "at the start"),
        ("6月底前制订，9月底前实现，9月底前总结", "9月底前", "6月底前制订，[9月底前]实现，[9月底前]总结", "each place"),
        ("由区公 安\n局负责", "区公安局", "由[区公 安\n局]负责", "blanks and line breaks do not count"),
        ("由区公安局负责", "区民政局", "由区公安局负责", "what is not there marks nothing"),
        ("由区公安局负责", " ", "由区公安局负责", "no words at fault"),
        ("", "甲", "", "no text"),
    ],
)
def test_marks(text: str, surface: str, shown: str, reason: str) -> None:
    assert marked(text, surface) == shown, reason


def test_a_long_passage_is_cut_around_the_words() -> None:
    pieces = passage("前" * 1000 + "9月底前" + "后" * 1000, "9月底前")
    assert [piece.text for piece in pieces if piece.marked] == ["9月底前"]
    assert pieces[0].text == ELLIPSIS
    assert pieces[-1].text.endswith(ELLIPSIS)
    assert sum(len(piece.text) for piece in pieces) <= WHOLE + 2 * len(ELLIPSIS)


@given(st.text(alphabet="甲乙 \n丙", max_size=400), st.text(alphabet="甲乙 丙", max_size=5))
def test_pieces_are_the_text(text: str, surface: str) -> None:
    pieces = passage(text, surface)
    shown = "".join(piece.text for piece in pieces).removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)
    assert shown in text
    if len(text) <= WHOLE:
        assert shown == text
    assert all("".join(piece.text.split()) == "".join(surface.split()) for piece in pieces if piece.marked)
