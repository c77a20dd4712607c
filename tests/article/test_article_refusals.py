"""Inputs that are no article: one sentence each, exit code 2, and nothing written is lost."""

from __future__ import annotations

import contextlib
import io
import ipaddress
import json
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.article import ArticleError, address, load_article, store_article

pytestmark = pytest.mark.usefixtures("read_here")

ENGLISH = "The ministers met on Monday in the old town hall and said that prices would rise soon. "
GERMAN = (
    "Der Minister sagte am Montag, dass die Preise in diesem Jahr nicht mehr steigen werden und "
    "dass die Regierung alles tun wird, um den Menschen im Land zu helfen."
)
MENU = "<html><body><nav><a href='/'>Home</a></nav><p>Please enable JavaScript.</p></body></html>"


def zipped(name: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(name, ENGLISH)
    return memory.getvalue()


def word(times: int = 1) -> bytes:
    memory = io.BytesIO()
    document = docx.Document()
    for _ in range(times):
        document.add_paragraph(ENGLISH * 500)
    document.save(memory)
    return memory.getvalue()


def parquet() -> bytes:
    memory = io.BytesIO()
    pd.DataFrame({"text": [ENGLISH]}).to_parquet(memory)
    return memory.getvalue()


# name, bytes, words of the message
FILES = [
    ("empty.txt", b"", "holds no words"),
    ("blank.txt", b" \n\n\t ... \n", "holds no words"),
    ("program.txt", b"MZ\0\0\x01" * 40, "is not plain text"),
    ("noise.txt", bytes(range(1, 32)) * 20 + b"word", "is not plain text"),
    ("undecodable.txt", b"\x81\x8d\x8f\x90\x9d \xff\xfe" * 9, "can be recognised"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "is a picture"),
    ("german.txt", GERMAN.encode(), "does not look English"),
    ("endless.txt", b"word " * 200_000, "has a paragraph of"),
    ("book.txt", (ENGLISH + "\n").encode() * 25_000, "more than the 2,000,000"),
    ("huge.txt", b"a" * 8_000_001, "holds 8 MB"),
    ("captions.txt", b"Photo: Kim Roe", "captions, notices and the like"),
    ("text.pdf", ENGLISH.encode(), "named like a PDF file and is none"),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged or cut short"),
    ("broken.pdf", b"%PDF-1.7\n" + b"\xde\xad" * 99 + b"\n%%EOF", "damaged or cut short"),
    ("text.docx", ENGLISH.encode(), "named like a Word file and is none"),
    ("cut.docx", word()[:-2000], "damaged or cut short"),
    ("book.docx", word(60), "holds 2,001"),  # the rest is not read
    ("sheet.docx", zipped("xl/workbook.xml"), "is a ZIP file and no Word document"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is an old Word file"),
    ("rich.rtf", b"{\\rtf1 hello}", "is rich text"),
    ("packed.gz", b"\x1f\x8b\x08" + b"\0" * 30, "is compressed"),
    ("menu.html", MENU.encode(), "shows no article"),
    ("nothing.html", b"<html></html>", "shows no article"),
    ("empty.html", b"", "no web page"),
    ("broken.json", b'{"text": "It rained', "is no JSON"),
    ("list.json", b"[1, 2]", "holds JSON that is no article"),
    ("none.json", b"[]", "has no rows"),
    ("lines.jsonl", b'{"text": "It rained."}\nnot json\n', "article 2, is no JSON"),
    ("two.jsonl", b'{"text": "It rained."}\n' * 2, "say which one, from two.jsonl#1"),
    ("names.csv", b"name,age\nKim,3\n", "has no column “text”"),
    ("uneven.csv", b'text\n"It rained, and\n', "is no table that can be read"),
    ("empty.csv", b"", "is empty or has no rows"),
    ("head.csv", b"id,text\n", "is empty or has no rows"),
    ("blank.jsonl", b"\n\n", "is empty or has no rows"),
    ("ragged.csv", b"id,text\n1,It rained, it snowed\n", "has more fields than"),
    ("open.csv", b'text\n"He said "It rained".\n', "is no table that can be read"),
    ("names.jsonl", b'{"id": 1, "headline": "Rain"}\n' * 30, "has no column “text”"),
    ("wide.csv", b"text" + b",c" * 10_000 + b"\nIt rained", "has 10,001 columns"),
    ("hole.csv", b"id,text\n1,\n", "has no text"),
    ("cut.parquet", parquet()[:-20], "is no Parquet file or is cut short"),
    ("text.parquet", ENGLISH.encode(), "is no Parquet file or is cut short"),
    ("changed.json", b'{"format": "News Voices article, version 1", "text": 3}', "by hand"),
]


@pytest.mark.parametrize(("name", "raw", "words"), FILES, ids=[name for name, _, _ in FILES])
def test_a_bad_file_gets_one_sentence_and_exit_code_2(tmp_path, capsys, name, raw, words):
    (tmp_path / name).write_bytes(raw)
    out = tmp_path / "out"
    refused(["analyse", str(tmp_path / name), "--out", str(out)], words, capsys)
    assert not out.exists()


def refused(command: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(command) == 2
    said = capsys.readouterr()
    assert not said.out
    assert said.err.count("\n") == 1
    assert said.err.endswith(".\n")
    assert words in said.err, said.err
    return said.err


def test_a_pdf_with_a_password_or_with_pictures_only(tmp_path: Path, make_pdf, capsys) -> None:
    import pypdf

    path = make_pdf("plain.pdf", [[(0.1, 0.5, 10, ENGLISH)]])
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    out = str(tmp_path / "out")
    refused(["analyse", str(tmp_path / "locked.pdf"), "--out", out], "has a password", capsys)
    scanned = make_pdf("scanned.pdf", [[]])
    refused(["analyse", str(scanned), "--out", out], "holds pictures and no text", capsys)
    whole = path.read_bytes()
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 2])
    refused(["analyse", str(tmp_path / "half.pdf"), "--out", out], "cut short", capsys)


@pytest.mark.cases
def test_bad_names_and_addresses(tmp_path: Path, monkeypatch, capsys, source, words) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.csv").write_text("text\nIt rained.\n", encoding="utf-8")
    Path("plain.txt").write_text(ENGLISH, encoding="utf-8")
    refused(["analyse", source or ".", "--out", "out"], words, capsys)


def test_bad_answers_of_the_web(serve, answer, tmp_path: Path, monkeypatch, capsys) -> None:
    sent = []

    def endless(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            for _ in range(50):
                handler.wfile.write(b"<p>" + b"word " * 200_000)
                sent.append(1_000_000)
        except OSError:  # nobody reads any more
            pass

    def silent(handler) -> None:
        time.sleep(1)

    def cut(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(b"<html>")

    def slow(handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"word ")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    monkeypatch.setattr(address, "READ_SECONDS", 0.4)
    monkeypatch.setattr(address, "WHOLE_SECONDS", 1.5)
    monkeypatch.setattr(address, "_CHUNK", 5)
    table = [
        ("/gone", answer(b"Not here", status=404), "answers 404 (Not Found)"),
        ("/paid", answer(b"Pay", status=402), "answers 402 (Payment Required)"),
        ("/odd", answer(b"", status=599), "answers 599"),
        ("/loop", answer(b"", status=302, Location="/loop"), "leads in circles"),
        ("/file", answer(b"", status=302, Location="file:///etc/hostname"), "begins with http"),
        ("/length", answer(b"no", **{"Content-Length": "abc"}), "no web page"),
        ("/charset", answer(MENU.encode(), "text/html; charset=undefined"), "shows no article"),
        ("/large", answer(b"", **{"Content-Length": "50000000"}), "more than 20 MB"),
        ("/picture", answer(b"GIF89a", "image/gif"), "is no article but image/gif"),
        ("/data", answer(b"\0\1\2" * 99, "application/octet-stream"), "is not plain text"),
        ("/menu", answer(MENU.encode()), "shows no article"),
        ("/empty", answer(b""), "no web page"),
        ("/silent", silent, "did not answer within"),
        ("/cut", cut, "breaks off"),
        ("/slow", slow, "too slowly"),
    ]
    server = serve({path: page for path, page, _ in table})
    for path, _, words in table:
        said = refused(["analyse", server + path, "--out", str(tmp_path / "out")], words, capsys)
        assert server + path in said
    monkeypatch.setattr(address, "_CHUNK", 65_536)
    monkeypatch.setattr(address, "WHOLE_SECONDS", 60.0)
    server = serve({"/endless": endless})
    refused(
        ["analyse", f"{server}/endless", "--out", str(tmp_path / "out")], "more than 20 MB", capsys
    )
    assert sum(sent) < 40_000_000  # the rest was never sent
    monkeypatch.delenv(address.PRIVATE)
    inner = "which is an address of this machine"
    for place in (server, "http://2130706433/", "http://[::1]/", "http://10.0.0.1/", "http://0/"):
        refused(["analyse", place, "--out", str(tmp_path / "out")], inner, capsys)
    monkeypatch.setenv(address.PRIVATE, "1")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        refused(["analyse", closed, "--out", str(tmp_path / "out")], "can't be reached", capsys)


def test_nothing_that_was_written_is_lost(tmp_path: Path, capsys) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ENGLISH, encoding="utf-8")
    out = tmp_path / "out"
    (out / "tables").mkdir(parents=True)
    (out / "tables" / "mine.csv").write_text("mine", encoding="utf-8")
    refused(["analyse", str(article), "--out", str(out)], "which no run of this program", capsys)
    (out / "article.json").write_text(json.dumps({"text": "mine"}), encoding="utf-8")
    refused(["analyse", str(article), "--out", str(out)], "holds article.json, which", capsys)
    (out / "article.json").unlink()
    store_article(load_article(article), out / "article.json")
    refused(["analyse", str(tmp_path / "none"), "--out", str(out)], "There is no file", capsys)
    assert (out / "tables" / "mine.csv").read_text(encoding="utf-8") == "mine"
    refused(["analyse", str(article), "--out", str(article)], "is there already", capsys)
    assert article.read_text(encoding="utf-8") == ENGLISH


def test_make_run_hands_the_article_on_unread(tmp_path: Path) -> None:
    """What the shell would carry out stays a name, here one of a file that is not there."""
    name = str(tmp_path / "$(touch x) `touch y` 'a' \"b\"; touch z & {1} #3.txt")
    root = Path(__file__).resolve().parents[2]
    command = ["make", "--silent", "-o", "setup", "run", f"ARTICLE={name}"]
    command.append(f"VENV_PYTHON={sys.executable}")
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert f"There is no file {name}" in done.stderr
    assert not {"x", "y", "z"} & {path.name for path in root.iterdir()}


def test_a_redirect_to_a_private_place_is_refused(serve, answer, monkeypatch) -> None:
    """The first place counts as public, the second is what it is."""
    server = serve({"/a": answer(b"", status=302, Location="http://127.0.0.2/b")})
    monkeypatch.delenv(address.PRIVATE)
    public = ipaddress.ip_address
    monkeypatch.setattr(
        address.ipaddress, "ip_address", lambda n: public("8.8.8.8" if n == "127.0.0.1" else n)
    )
    with pytest.raises(ArticleError, match=r"leads to 127\.0\.0\.2, which is an address of this"):
        load_article(f"{server}/a")


def test_a_name_that_leads_elsewhere_a_moment_later_is_refused(serve, answer, monkeypatch) -> None:
    """It is public when it is looked up first; the connection leads to this machine."""
    asked = []
    port = serve({"/": lambda handler: asked.append(handler)}).rpartition(":")[2]
    monkeypatch.delenv(address.PRIVATE)
    places = iter(["8.8.8.8", "127.0.0.1"])

    def look_up(host, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(places), int(port)))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(ArticleError, match=r"leads to 127\.0\.0\.1, which is an address of this"):
        load_article(f"http://news.example:{port}/")
    assert not asked


def test_a_head_that_never_ends_is_given_up(serve, monkeypatch) -> None:
    def slow(handler) -> None:
        with contextlib.suppress(OSError):
            for letter in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200:
                handler.wfile.write(bytes([letter]))
                time.sleep(0.05)

    monkeypatch.setattr(address, "WHOLE_SECONDS", 0.5)
    with pytest.raises(ArticleError, match="too slowly"):
        load_article(serve({"/": slow}) + "/")


def test_a_password_in_an_address_is_neither_sent_nor_kept(serve, answer, monkeypatch) -> None:
    sent = []

    def page(handler) -> None:
        sent.append(handler.headers.get("Authorization"))
        answer(ENGLISH.encode() * 2, "text/plain")(handler)

    server = serve({"/a": page})
    given = server.replace("http://", "http://kim:secret@") + "/a"
    assert "secret" not in repr(load_article(given))
    assert sent == [None]
