"""PDF files in shapes that programs give them: odd fonts, turned sheets, bad pages, bombs."""

from __future__ import annotations

import zlib

import pytest

from helpers.article import ArticleError, apart, pdf
from helpers.article.apart import read_apart
from helpers.article.pdf import read_pdf

LINES = [
    "The harbour plan goes to the council of Oldwick on Monday, the mayor said, and the",
    "vote is expected to be close after a summer of rain and of many words in the town.",
]
WORDS = " ".join(LINES)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


def printed(matrix: str = "1 0 0 1", left: int = 72, step: tuple[int, int] = (0, -14)) -> bytes:
    lines = [
        f"/F1 11 Tf {matrix} {left + n * step[0]} {600 + n * step[1]} Tm ({line}) Tj"
        for n, line in enumerate(LINES)
    ]
    return f"BT {' '.join(lines)} ET".encode()


def set_in(left: int, top: int, *lines: str, size: int = 11) -> bytes:
    """Return a text box, its lines at a place of the page."""
    shown = (f"1 0 0 1 {left} {top - 13 * n} Tm ({line}) Tj" for n, line in enumerate(lines))
    return f"BT /F1 {size} Tf {' '.join(shown)} ET\n".encode()


def file(*pages: bytes, font: bytes = FONT, page: bytes = b"", form: bytes = b"") -> bytes:
    """Return a PDF of some pages; ``form`` is a drawing that they may use as /X1."""
    used = b"/XObject << /X1 4 0 R >>" if form else b""
    inner = b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 3 0 R"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    objects.append(inner + b" >> >> /Length %d >>\nstream\n%s\nendstream" % (len(form), form))
    kids = []
    for content in pages:
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] %s /Contents %d 0 R /Resources "
            b"<< /Font << /F1 3 0 R >> %s >> >>" % (page, len(objects) + 2, used),
            content
            if content.startswith(b"<<")
            else b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(pages))
    raw = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    raw += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return raw + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        raw.rindex(b"xref\n0 "),
    )


PLAIN = printed()
TYPE3 = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /CharProcs "
SHAPES = {
    "plain": file(PLAIN),
    "pages without text": file(b"", b" ", PLAIN, b"BT ET"),
    "a bad page": file(b"BT /F9 12 Tf (x) Tj ET [[[ <<< \xff", PLAIN),
    "lines of blanks": file(PLAIN.replace(b"BT", b"BT /F1 11 Tf 1 0 0 1 72 650 Tm ( ) Tj")),
    "a turned sheet": file(PLAIN, page=b"/Rotate 90"),
    "lines that go up": file(printed("0 1 -1 0", 300, (14, 0)).replace(b"600 Tm", b"100 Tm")),
    "lines that go down": file(printed("0 -1 1 0", 300, (-14, 0))),
    "a page upside down": file(printed("-1 0 0 -1", 500, (0, 14))),
    "a turned page upside down": file(printed("-1 0 0 -1", 500, (0, 14)), page=b"/Rotate 180"),
    "a stamp across the page": file(b"BT /F1 60 Tf .7 .7 -.7 .7 150 480 Tm (COPY) Tj ET " + PLAIN),
    "widely set letters": file(PLAIN.replace(b"/F1 11", b"/F1 9").replace(b"BT", b"BT 2 Tc")),
    "no table of objects, no end": file(PLAIN).rpartition(b"xref\n0 ")[0],
    "cut short in its last object": file(PLAIN).rpartition(b"\nendstream")[0],
    "a word up the margin": file(PLAIN + b"BT /F1 9 Tf 0 1 -1 0 20 100 Tm (Copy) Tj ET"),
    "a page in a drawing": file(b"/X1 Do", form=PLAIN),
    "printed twice to look bold": file(PLAIN + PLAIN.replace(b"1 72 ", b"1 72.3 ")),
    "a font without widths": file(PLAIN, font=b"<< /Type /Font /Subtype /TrueType /BaseFont /A >>"),
    "a font without letters": file(PLAIN, font=TYPE3 + b"<< >> /Encoding << >> >>"),
    "no end": file(PLAIN).replace(b"%%EOF", b""),
    "something after the end": file(PLAIN) + b"x" * 5000,
    "a wrong table of objects": file(PLAIN).replace(b"startxref\n", b"startxref\n9"),
    "no size of the page": file(PLAIN).replace(b"/MediaBox [0 0 612 792]", b""),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_text_of_a_pdf_is_read_whatever_its_shape(shape: str) -> None:
    assert " ".join(read_pdf(SHAPES[shape], "a.pdf").text.split()) == WORDS


COLUMNS = [
    [f"In column {c} the paragraph {n}", "says what the mayor said."] for c in "AB" for n in "123"
]


@pytest.mark.parametrize("extra", [b"", set_in(60, 760, "Plan for the old harbour", size=26)])
def test_columns_are_read_one_after_the_other_where_their_paragraphs_are_level(extra) -> None:
    boxes = [set_in(60 + 250 * (n // 3), 600 - 50 * (n % 3), *p) for n, p in enumerate(COLUMNS)]
    last = [set_in(60, 600, *COLUMNS[4]), set_in(60, 550, *COLUMNS[1]), set_in(310, 600, "Short.")]
    found = read_pdf(file(extra + b"".join(boxes), b"".join(last)), "a.pdf").text.split("\n\n")
    body = [" ".join(paragraph) for paragraph in [*COLUMNS, COLUMNS[4], COLUMNS[1]]]
    assert [line.strip() for line in found if "Plan" not in line] == [*body, "Short."]


def test_large_letters_below_a_paragraph_cost_nothing_of_what_is_above_them() -> None:
    quote = set_in(90, 500, '"It moves each winter"', size=24)
    found = read_pdf(file(PLAIN + quote + set_in(72, 440, *LINES)), "a.pdf").text
    assert [" ".join(p.split()) for p in found.split("\n\n")][::2] == [WORDS, WORDS]


def test_letters_that_the_font_does_not_name_are_shown_as_lost() -> None:
    found = read_pdf(file(PLAIN.replace(b"Monday", b"Mon\\000day")), "a.pdf")
    assert "on Mon\ufffdday" in found.text


def test_a_fault_of_ours_costs_the_order_and_not_the_text(monkeypatch) -> None:
    monkeypatch.setattr(pdf, "_headline", lambda *_: 1 / 0)
    found = read_pdf(SHAPES["plain"], "a.pdf")
    assert " ".join(found.text.split()) == WORDS
    assert "ZeroDivisionError" in found.notes[0]


def test_what_asks_for_too_much_ends_with_a_sentence(monkeypatch) -> None:
    packed = zlib.compress(b" " * 300_000_000, 1)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
    bomb = file(head % (len(packed), packed))
    monkeypatch.setattr(apart, "MEMORY", 400_000_000)
    with pytest.raises(ArticleError, match=r"needs more memory than 0\.4 GB"):
        read_apart("pdf.read_pdf", bomb, "a.pdf")
    monkeypatch.setattr(apart, "MEMORY", 2_000_000_000)
    monkeypatch.setattr(apart, "WAIT_SECONDS", 0.01)
    with pytest.raises(ArticleError, match="takes longer to read"):
        read_apart("pdf.read_pdf", SHAPES["plain"], "a.pdf")


def test_a_fault_of_an_import_is_no_fault_of_the_file() -> None:
    with pytest.raises(ArticleError, match="a fault of this program and not of the file"):
        read_apart("pdf.no_such_import", b"", "a.pdf")
