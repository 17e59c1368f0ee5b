"""Real files of every format, good and bad, made text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from pullquote.reading.files import Unreadable
from pullquote.reading.readers import READERS, Reading, reading

CAP = 5_000_000
BODY = [
    f"Paragraph {i} says that the council met and decided on bridge number {i}, said Ann Lee."
    for i in range(8)
]


def read(suffix: str, content: bytes, cap: int = CAP) -> Reading:
    return reading(suffix, content, text_cap=cap)


def page(head: str = "", body: str = "") -> str:
    inside = "".join(f"<p>{line}</p>" for line in BODY)
    return (
        f"<html><head>{head}</head><body><nav>Home News</nav><article>{body}{inside}</article></body></html>"
    )


def pdf(*lines: str, title: str = "", author: str = "", letter_a: bytes = b"0041") -> bytes:
    """A one-page PDF with these lines, written by hand: objects, then the table of their places.

    `letter_a` is what its font says that an A means, in UTF-16 hexadecimals.
    """
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    stream = f"BT /F1 11 Tf 50 700 Td {shown} ET".encode("latin-1")
    letters = b"begincmap\n1 beginbfchar\n<41> <%s>\nendbfchar\nendcmap" % letter_a
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>",
        f"<</Title({title})/Author({author})>>".encode("latin-1"),
        b"<</Length %d>>stream\n%s\nendstream" % (len(letters), letters),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf("Secret."))))
    writer.encrypt("password", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(*lines: str, title: str = "", author: str = "python-docx") -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.core_properties.title, document.core_properties.author = title, author
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@given(st.text(st.characters(exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]), min_size=1))
def test_plain_text_is_kept_character_for_character(text: str) -> None:
    if text.strip():
        assert read(".txt", text.encode("utf-8")).text == text
        assert read(".md", text.encode("utf-8")).text == text


def test_a_byte_order_mark_and_other_line_ends_go() -> None:
    assert read(".txt", b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n").text == "One.\nTwo.\nThree.\n"


def test_a_page_gives_its_text_and_what_it_says_of_itself() -> None:
    head = (
        "<title>Council builds bridge | The Daily Post</title><meta name='author' content='Jane Doe'>"
        "<meta property='og:site_name' content='The Daily Post'>"
        "<meta property='article:published_time' content='2024-03-03T10:00:00Z'>"
    )
    given_ = read(".html", page(head, "<h1>Council builds bridge</h1>").encode())
    assert all(line in given_.text for line in BODY)
    assert "Home News" not in given_.text
    says = given_.says
    assert (says.title, says.outlet, says.author) == ("Council builds bridge", "The Daily Post", "Jane Doe")
    assert says.date == "2024-03-03"


def test_a_page_that_says_nothing_of_itself_is_not_guessed_at() -> None:
    says = read(".htm", page().encode()).says
    assert (says.outlet, says.author, says.date) == (None, None, None)


def test_a_page_in_another_encoding_is_read_as_it_declares() -> None:
    content = page('<meta charset="iso-8859-1">', "<p>Señor Fernández said “yes” to the council.</p>")
    assert "Señor Fernández said “yes”" in read(".html", content.encode("cp1252")).text


@pytest.mark.parametrize("charset", ["", '<meta charset="rot13">', '<meta charset="nonsense">'])
def test_a_page_in_an_unknown_encoding_is_refused_with_its_place(charset: str) -> None:
    with pytest.raises(Unreadable, match=r"not UTF-8 at byte \d+; save it as UTF-8"):
        read(".html", page(charset, "<p>Señor</p>").encode("latin-1"))


@pytest.mark.parametrize(
    "content", ["<html></html>", "<p>", "x", "<div>" * 20_000, '<?xml version="1.0"?><a/>']
)
def test_a_page_without_an_article_is_refused(content: str) -> None:
    with pytest.raises(Unreadable, match="no article text found"):
        read(".html", content.encode())


def test_a_pdf_gives_its_lines() -> None:
    assert read(".pdf", pdf("The council met.", "The mayor spoke.")).text.split("\n") == [
        "The council met.",
        "The mayor spoke.",
    ]


@pytest.mark.parametrize("letter", [b"D800", b"0000", b"000D"])
def test_what_cannot_be_stored_is_not_in_a_pdfs_text(letter: bytes) -> None:
    text = read(".pdf", pdf("The A council met.", letter_a=letter)).text
    assert text.encode("utf-8").startswith(b"The ")
    assert "\0" not in text
    assert "\r" not in text


def test_a_pdf_gives_paragraphs_and_not_printed_lines() -> None:
    lines = (
        "Council builds bridge",
        "The council met on Tuesday evening and, after a long de-",
        "bate, decided to build the bridge over the river in spite",
        "of the cost. The debate was open-",
        "ended.",
        "The mayor said that she was content with the outcome.",
    )
    assert read(".pdf", pdf(*lines)).text.split("\n") == [
        "Council builds bridge",
        "The council met on Tuesday evening and, after a long debate, decided to build the bridge over the "
        "river in spite of the cost. The debate was open-ended.",
        "The mayor said that she was content with the outcome.",
    ]


def test_properties_count_only_where_the_first_page_bears_them_out() -> None:
    lines = ("Council builds bridge", "By Jane Doe", "The council met on Tuesday.")
    for suffix, made in ((".pdf", pdf), (".docx", docx)):
        true = read(suffix, made(*lines, title="Council Builds Bridge", author="Jane Doe")).says
        assert (true.title, true.author) == ("Council Builds Bridge", "Jane Doe")
        false = read(suffix, made(*lines, title="Microsoft Word - x.doc", author="Admin")).says
        assert (false.title, false.author, false.date) == (None, None, None)


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=2, cols=2)
    for place, word in enumerate(("a", "b", "c", "d")):
        table.cell(place // 2, place % 2).text = word
    table.cell(1, 0).merge(table.cell(1, 1))
    document.add_paragraph("After.")
    out = BytesIO()
    document.save(out)
    assert read(".docx", out.getvalue()).text == "Before.\na\tb\nc d\nAfter."


def bomb() -> bytes:
    out = BytesIO(docx("Small."))
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", b"\0" * 20_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("suffix", "made", "reason"),
    [
        (".txt", lambda: b"", "empty"),
        (".md", lambda: b" \n\t\n", "empty"),
        (".txt", lambda: b"a\0b", "a NUL byte at byte 1"),
        (".txt", lambda: "é".encode("utf-16"), "not UTF-8 at byte 0"),
        (".txt", lambda: b"ok \xed\xa0\x80", "not UTF-8 at byte 3"),
        (".pdf", lambda: b"not a pdf", "a damaged PDF"),
        (".pdf", lambda: b"%PDF-1.4\n" + b"\xff" * 500, "a damaged PDF"),
        (".pdf", lambda: pdf("Half.")[:200], "a damaged PDF"),
        (".pdf", lambda: pdf(), "without text, only images"),
        (".pdf", encrypted_pdf, "an encrypted PDF"),
        (".docx", lambda: b"PK\x03\x04", "a damaged Word file"),
        (".docx", lambda: docx("Half.")[:900], "a damaged Word file"),
        (".docx", lambda: docx(), "empty"),
        (".docx", bomb, "unpacks to more than 5 MB"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason_in_one_line(
    suffix: str, made: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason) as refused:
        read(suffix, made())
    assert "\n" not in str(refused.value)


def test_a_word_file_with_an_ordinary_zip_inside_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "no document")
    with pytest.raises(Unreadable, match="a damaged Word file"):
        read(".docx", out.getvalue())


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".docx"])
def test_too_much_text_is_refused(suffix: str) -> None:
    made = {".txt": b"a" * 60_000, ".pdf": pdf("a" * 60_000), ".docx": docx("a" * 60_000)}
    with pytest.raises(Unreadable, match=r"more than|unpacks to"):
        read(suffix, made[suffix], cap=50_000)


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_no_bytes_whatever_break_a_reader(suffix: str, content: bytes) -> None:
    start = {".pdf": b"%PDF-1.4\n", ".docx": b"PK\x03\x04"}.get(suffix, b"")
    try:
        text = read(suffix, start + content).text
    except Unreadable:
        return
    assert text.strip()
    assert "\0" not in text
    assert "\r" not in text


@given(st.integers(0, 900), st.binary(min_size=1, max_size=20))
def test_no_damage_to_a_pdf_breaks_its_reader(place: int, noise: bytes) -> None:
    content = bytearray(pdf("The council met.", "The mayor spoke.", title="T"))
    content[place : place + len(noise)] = noise
    try:
        text = read(".pdf", bytes(content)).text
    except Unreadable:
        return
    text.encode("utf-8")
    assert "\0" not in text


def test_the_readers_remarks_stay_off_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for suffix, content in ((".pdf", b"%PDF-1.4\njunk"), (".html", b"<p>"), (".docx", b"PK\x03\x04")):
        with pytest.raises(Unreadable):
            read(suffix, content)
    assert capfd.readouterr() == ("", "")
