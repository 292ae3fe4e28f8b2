"""Names and words of every script print as written, and can be found again in the PDF."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dslapp.documents import type_scale
from dslapp.documents.document import Document, Fields, Paragraph, Quote, Section
from dslapp.documents.drawing import draw
from dslapp.documents.faces import FALLBACKS, FONTS, clusters, face
from dslapp.documents.lines import break_lines
from dslapp.documents.shaping import letters, shape
from dslapp.domain.referral.content import Fact
from tests.unit.documents.made_up import EXACT_WORDS, PROVENANCE, known
from tests.unit.documents.readers import Reader

NAMES = {
    "Polish": "Łukasz Żółciński",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Олександра Їжакевич",
    "Vietnamese": "Nguyễn Thị Hằng",
    "Yoruba": "Ọláṣubọ̀mí Ẹ̀bùn",
    "Urdu": "نور فاطمہ ٹھیک ہے",
    "Arabic": "محمد السلام علي",
    "Pashto": "ښکلې ګل پاڼه",
    "Hebrew": "שלום כהן",
    "Hindi": "श्रीनिवास क्षत्रिय",
    "Bengali": "ক্ষুদ্র রহমান",
    "Gujarati": "ગુજરાતી પ્રિયંકા",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Tamil": "தமிழ்ச்செல்வி",
    "Malayalam": "മലയാളം",
    "Sinhala": "සිංහල",
    "Telugu": "తెలుగు",
    "Thai": "สมชาย",
    "Amharic": "አማርኛ",
    "Chinese": "王小明 · 龍應台 · 䶮",
    "Korean": "김민준",
    "Japanese": "たなか ゆうき",
}
EMOJI = "i h8 u 😭😭 👩‍👧‍👦 👍🏽 ❤️ 🇵🇱 🏴󠁧󠁢󠁷󠁬󠁳󠁿 1️⃣ 🫠 𝓁𝑒𝑜 ★"


def document(*blocks: object) -> Document:
    return Document(
        title="Test", ref="OSI-2026-0042", provenance=PROVENANCE,
        sections=(Section(heading="Words", blocks=blocks),),  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="module")
def everyone(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    blocks = [Fields(tuple(Fact(script, known(name)) for script, name in NAMES.items()))]
    return Reader(tmp_path_factory.mktemp("names"), draw(document(*blocks)))


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_its_own_script_is_found_again_in_the_pdf(everyone: Reader, script: str) -> None:
    assert NAMES[script] in unicodedata.normalize("NFC", everyone.text(order="-layout"))


def test_a_childs_exact_words_keep_their_emoji(tmp_path: Path) -> None:
    read = Reader(tmp_path, draw(document(Quote(EMOJI), Quote(EXACT_WORDS))))
    assert EMOJI in read.flowing()
    assert EXACT_WORDS in read.flowing()


def test_urdu_with_a_latin_name_and_a_number_reads_in_the_right_order(tmp_path: Path) -> None:
    said = "میں ڈر گیا تھا (بہت) ChatNest پر 123 بار"
    text = Reader(tmp_path, draw(document(Quote(said)))).text(order="-layout")
    assert "میں ڈر گیا تھا" in text
    visual = [text.rindex(words) for words in ("بار", "123", "پر", "ChatNest", "میں ڈر گیا تھا")]
    assert visual == sorted(visual), "the first words stand on the right"


def test_urdu_letters_join() -> None:
    marked, right_to_left = letters([("محمد", type_scale.BODY)])
    (run,) = shape(marked)
    alone = [shape([letter])[0].clusters[0].glyphs for letter in marked]
    assert right_to_left
    assert [cluster.glyphs for cluster in reversed(run.clusters)] != alone


def test_what_no_font_can_draw_is_shown_as_its_number(tmp_path: Path) -> None:
    text = Reader(tmp_path, draw(document(Paragraph("a\U000e1234b \u0007 \u202etxt.exe")))).flowing()
    assert "a[U+E1234]b [U+0007] [U+202E]txt.exe" in text


@given(st.text())
def test_nothing_is_lost_and_nothing_becomes_a_box(text: str) -> None:
    lines = break_lines([(text, type_scale.BODY)], 400)
    drawn = [glyph for line in lines for run in line.runs for cluster in run.clusters for glyph in cluster.glyphs]
    assert all(glyph.id != 0 for glyph in drawn)
    marked, _ = letters([(text, type_scale.BODY)])
    kept = "".join(letter.char for letter in marked)
    for char in text.replace("\t", "    "):
        assert char in kept or f"[U+{ord(char):04X}]" in kept


@given(st.text(), st.floats(min_value=20, max_value=500))
def test_every_line_fits(text: str, width: float) -> None:
    widest = max((sum(r.width for r in shape(letters([(c, type_scale.BODY)])[0])) for c in clusters(text)), default=0)
    for line in break_lines([(text, type_scale.BODY)], width):
        assert line.width <= max(width, widest * 1.5 + 30) + 0.1


def test_a_long_address_and_a_long_text_stay_inside_the_page(tmp_path: Path) -> None:
    address = "https://example.com/" + "very-long-path/" * 30 + "x" * 300
    long_text = "She said it again and again, every night. " * 240
    read = Reader(tmp_path, draw(document(Fields((Fact("Address", known(address)), Fact("Words", known(long_text)))))))
    assert len(long_text) > 10_000
    assert address in read.text().replace("\n", "")
    assert read.flowing().count("every night.") == 240
    assert all(word.left > 45 and word.right < 551 and word.top > 20 and word.bottom < 832 for word in read.words())


def test_ligatures_are_found_as_letters(tmp_path: Path) -> None:
    assert "efficient office" in Reader(tmp_path, draw(document(Paragraph("efficient office")))).text()


def test_every_fallback_is_there_with_its_licence() -> None:
    shipped = sorted(FONTS.glob("*.ttf"))
    notices = (FONTS / "README.md").read_text(encoding="utf-8")
    assert (FONTS / "licences" / "OFL-1.1.txt").exists()
    assert all(path.stem.split("-")[0] in notices for path in shipped)
    assert all(face(name).characters for name in FALLBACKS)
    assert sum(path.stat().st_size for path in shipped) < 25_000_000
