"""What can't be read, or hardly: one sentence each, the other files of the call are mapped, exit 1 with a count."""

import builtins
import time

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onemoon.build.cli import main
from onemoon.mappings.reading.charset import LARGEST, decode
from onemoon.mappings.reading.reader import read_document, readers
from onemoon.mappings.yamlfile import RecordError

from .reading_tools import record, twinnings

GOOD = "Nara and Gyeongju have been sister cities since 1970.\n"
RUSSIAN = "Города Владивосток и Пусан являются побратимами с 1992 года. " * 3
GERMAN = (
    "Die Stadt Celle und die Stadt Kwangmyong sind seit vielen Jahren durch eine Partnerschaft verbunden, und in "
    "diesem Jahr wird das mit einem Fest auf dem Markt gefeiert, zu dem auch die Gäste aus Korea nach Celle kommen.\n"
)


def pdf(*pages):
    """A PDF of our own making, a page a text, a line a line."""
    streams = []
    for page in pages:
        shown = " ".join(f"({line.translate(str.maketrans({'(': '[', ')': ']'}))}) Tj T*" for line in page.split("\n"))
        streams.append(f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET".encode())
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for stream in streams:
        kids.append(f"{len(objects) + 1} 0 R")
        resources = f"<< /Font << /F1 3 0 R >> >> /MediaBox [0 0 600 842] /Contents {len(objects) + 2} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Resources {resources} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        body + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def locked(content):
    """The same PDF with a password."""
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BAD = {
    "empty": (b"", "is empty"),
    "only blanks": (b" \n\t\n", "is empty"),
    "binary": (bytes(range(256)) * 40, "is no text"),
    "too long": (b"Nara " * (LARGEST // 5 + 9), "MB long"),
    "in Russian": (RUSSIAN.encode(), "is in a language that is not read (Cyrillic"),
    "in German": (GERMAN.encode(), "is in a language that is not read (German"),
    "a broken PDF": (b"%PDF-1.7\n1 0 obj\n<< /Type", "is no PDF that can be read"),
    "a PDF cut off": (pdf(GOOD)[:300], "is no PDF that can be read"),
    "a PDF without text": (pdf(""), "holds no text"),
    "a locked PDF": (locked(pdf(GOOD)), "is encrypted"),
}


@pytest.mark.parametrize("content, told", BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(content, told, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(RecordError) as error:
        read_document(path)
    message = str(error.value)
    assert message.startswith(f"{path}: ") and told in message and message.endswith(".") and "\n" not in message


def test_the_other_files_are_mapped_and_the_bad_ones_counted(runner, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(256))
    (tmp_path / "folder").mkdir()
    names = ["missing.txt", "binary.txt", "folder", "good.txt"]
    result = runner.invoke(main, ["map", *(str(tmp_path / name) for name in names), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    told = [line for line in result.stderr.splitlines() if str(tmp_path) in line and "out" not in line]
    assert len(told) == 3 and "3 of 4" in result.stderr
    assert (tmp_path / "out" / "good.ttl").exists()


ENCODINGS = {
    "cp949": "나라시와 경주시는 자매도시이다.",
    "shift_jis": "奈良市と慶州市は姉妹都市です。",
    "euc_jp": "奈良市と慶州市は姉妹都市です。",
    "gb18030": "奈良市与庆州市于一九七〇年结为友好城市，是中国的伙伴。",
    "big5": "奈良市與慶州市於1970年結為姊妹市，是中國的夥伴。",
    "cp1252": "Café – Bär\n",
    "utf-16": GOOD,
}


@pytest.mark.parametrize("encoding, text", ENCODINGS.items(), ids=ENCODINGS.keys())
def test_other_encodings_are_found_out(encoding, text, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes((text * 9).encode(encoding))
    assert decode(path).removeprefix("\ufeff") == text * 9


LONG = {
    "one line of 200,000 characters": lambda: "Nara and Gyeongju are sister cities and " * 5_000,
    "a table of 20,000 rows": lambda: "| Partner | Since |\n|---|---|\n" + "| Gutao | 1999 |\n" * 20_000,
    "HTML 10,000 deep": lambda: "<html><body>" + "<div>" * 10_000 + GOOD + "</div>" * 10_000,
    "an unclosed tag": lambda: "<html><body><p " + "a=b " * 50_000,
    "marks of direction": lambda: ("\u202e\u200f\u2067" + GOOD) * 500,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_what_is_long_or_deep_is_read_in_time(text):
    readers()
    started = time.process_time()
    assert record(text()).facts is not None
    assert time.process_time() - started < 40


def test_marks_of_direction_hide_no_fact():
    assert twinnings(f"\u200f\u202b{GOOD}\u202c") == {("gyeongju", "nara", "1970", "in-force")}


TONGUES = {
    "a short English line": (GOOD, "en"),
    "English with native names": ("Nara (奈良市) and Gyeongju (경주시) have been sister cities since 1970.\n", "en"),
    "a short Korean line": ("경주시와 나라시는 1970년 자매도시가 되었다.\n", "ko"),
    "Korean with English names": ("경주시는 나라시(Nara City)와 1970년 자매결연을 맺고 UNESCO 행사를 열었다.\n", "ko"),
    "a short Japanese line": ("奈良市と慶州市は1970年に姉妹都市となった。\n", "ja"),
    "a short Chinese line": ("奈良市与庆州市于1970年结为友好城市。\n", "zh"),
    "a list of names": ("Nara, Gyeongju, Yangzhou, Toledo, Versailles\n" * 20, "en"),
}


@pytest.mark.parametrize("text, language", TONGUES.values(), ids=TONGUES.keys())
def test_the_language_of_short_and_mixed_texts(text, language, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert read_document(path).document.language == language


def test_a_language_given_is_believed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert read_document(path, meta={"lang": "en"}).document.language == "en"


def test_a_pdf_is_read_and_its_text_written_beside_the_record(runner, tmp_path):
    path = tmp_path / "news.pdf"
    path.write_bytes(pdf("News of the day", GOOD.strip()))
    result = runner.invoke(main, ["map", str(path), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    text = (tmp_path / "out" / "news.txt").read_text(encoding="utf-8")
    facts = yaml.safe_load((tmp_path / "out" / "news.yaml").read_text(encoding="utf-8"))["facts"]
    [tie] = [fact for fact in facts if fact["kind"] == "twinning"]
    assert "sister cities since 1970" in text[slice(*tie["spans"][0])]


def test_without_the_extra_a_pdf_is_told(tmp_path, monkeypatch):
    path = tmp_path / "news.pdf"
    path.write_bytes(pdf(GOOD.strip()))
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(RecordError, match=r"install the extra.*onemoon\[pdf\]"):
        decode(path)


PIECES = st.sampled_from(
    "Mayor |Nara|, |. |\n|\n\n|(|) |and |of |the |two |KIM |Min-su |sister city |with |3 |rd |May |2019|-|–|/|| A| a|"
    "Forum |was |held |in |on |signed |MOU |to |by |A.|5,000 |masks |donated |who |is |# |* |<p>|</div>|“|”|\"|'s |"
    "⟦G0⟧|市|시|\u202e|\x00|é".split("|")
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, min_size=1, max_size=12), st.integers(1, 300), st.lists(PIECES, max_size=30))
def test_no_repetition_of_pieces_makes_reading_slow_or_fail(pieces, times, rest):
    record("시 市")  # what is loaded once is no part of it
    text = "".join(pieces) * times + "".join(rest) or "Nara"
    started = time.process_time()
    record(text)
    assert time.process_time() - started < 4 + len(text) / 2_000
