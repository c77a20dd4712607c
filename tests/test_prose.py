from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from helpers.prose import as_markdown, count, listing, percent, sentence


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=9), st.integers(1, 9))
def test_a_list_names_or_counts_everybody(names: list[str], most: int) -> None:
    said = listing(names, most)
    assert all(name in said for name in names[:most])
    if len(names) > most + 1:
        assert count(len(names) - most, "other") in said


@given(st.floats(0, 1))
def test_a_share_is_never_shown_as_nought_unless_it_is(share: float) -> None:
    assert (percent(share) == "0%") == (share == 0)


def test_a_sentence_keeps_its_own_mark() -> None:
    assert sentence("who speaks?") == "Who speaks?"


@given(st.text(alphabet=st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs"))))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    tokens = MarkdownIt().parse(as_markdown(text))
    assert [token.type for token in tokens if token.block][1:-1] == ["inline"] * bool(text.strip())
    children = [child for token in tokens for child in token.children or ()]
    assert "".join(child.content for child in children) == " ".join(text.split())
    assert {child.type for child in children} <= {"text", "text_special"}
