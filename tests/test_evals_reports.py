"""The four reports of one run: complete, escaped, and at peace with a machine that has no network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pullquote_evals.comparing import compare
from pullquote_evals.excerpts import excerpts
from pullquote_evals.gold import CasesRefused
from pullquote_evals.junit import write_junit
from pullquote_evals.markdown import append_to_step_summary, markdown
from pullquote_evals.report import CaseResult, Figure, Report, SystemResult, Told, Verdict
from pullquote_evals.run import write_reports

TEXT = "A" * 400 + " The ferry sank. " + "B" * 900 + " Nobody <b>was</b> hurt. " + "C" * 400
FERRY, HURT = TEXT.index("The ferry"), TEXT.index("Nobody")
HOSTILE = "<script>alert(1)</script> ![x](http://evil.example) | `tick` \x07"

GOOD = CaseResult(suite="questions", id="q1", type="fact", scores={"correct": 1.0}, seconds=0.5)
BAD = CaseResult(
    suite="questions",
    id="q2",
    type="fact",
    scores={"correct": 0.0, "speaker": None},
    failed=("correct",),
    told=Told(
        asked=HOSTILE,
        said=HOSTILE,
        wanted="It sank & nobody was hurt.",
        cited=(("a.txt", FERRY, FERRY + 15), ("a.txt", 9000, 9001)),
        gold=(("a.txt", HURT, HURT + 23),),
    ),
)
BROKEN = CaseResult(suite="questions", id="q3", type="fact", error=f"ModelFailed: {HOSTILE}")


def figure(value: float, **fields: float | bool) -> Figure:
    return Figure.model_validate({"value": value, "n": 2, "low": value / 2, "high": 1.0} | fields)


def report(*cases: CaseResult, value: float = 0.5, verdict: Verdict | None = None) -> Report:
    system = SystemResult(
        name="pullquote",
        describe={},
        totals={
            "questions.correct": figure(value),
            "questions.false_abstention": figure(0.1, lower_is_better=True),
        },
        by_type={"questions: fact": {"questions.correct": figure(value)}},
        curve=((0.5, 0.0), (1.0, 0.5)),
        matrices={"verdicts on quotations": {"verbatim": {"verbatim": 3, "altered": 1}}},
        seconds={"whole answer": (0.2, 0.9)},
        not_built=("checks",),
        errors=tuple(f"questions/{one.id}: {one.error}" for one in cases if one.error),
        ran=len(cases),
        cases=cases,
    )
    return Report(
        made="2026-01-01T00:00:00+00:00", tier="fast", split="dev", sample=None, suites=("questions",),
        case_count=len(cases), reference_seconds=0.1, peak_memory_bytes=10**9, systems=(system,),
        verdict=verdict,
    )  # fmt: skip


FAILED = Verdict(outcome="failed", breaches=("questions.correct: 0.500 is under 0.9 (n=2)",))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_reports(report(GOOD, BAD, BROKEN, verdict=FAILED), {"a.txt": TEXT}, folder)
    return folder


class Tags(HTMLParser):
    """Every tag with its attributes, and what stands in `mark`."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.marked.append(data)


def parsed(folder: Path) -> Tags:
    tags = Tags()
    tags.feed((folder / "report.html").read_text(encoding="utf-8"))
    return tags


def test_the_page_loads_nothing_and_runs_nothing(written: Path) -> None:
    page = parsed(written)
    names = {name for name, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "embed", "base", "b-hostile"}
    sources = {"src", "href", "xlink:href", "action"}
    links = [link for _, attrs in page.tags for key, link in attrs.items() if key in sources]
    assert links
    assert all(link and link.startswith("#") for link in links)
    style = "".join(
        re.findall(r"<style.*?</style>", (written / "report.html").read_text(encoding="utf-8"), re.DOTALL)
    )
    assert "@import" not in style
    assert "http" not in style


def test_every_link_of_the_page_leads_somewhere_and_every_id_is_its_own(written: Path) -> None:
    page = parsed(written)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {(attrs["href"] or "")[1:] for _, attrs in page.tags if "href" in attrs}
    assert targets <= set(ids)


def test_the_page_marks_the_cited_and_the_gold_words(written: Path) -> None:
    marked = parsed(written).marked
    assert "The ferry sank." in marked
    assert "Nobody <b>was</b> hurt."[:23] in marked


def test_the_page_shows_every_failed_case_and_no_other(written: Path) -> None:
    page = (written / "report.html").read_text(encoding="utf-8")
    assert page.count("<details") == 2
    assert "questions/q1" not in page
    assert "has not built yet: checks" in page
    assert "Gate failed" in page
    assert "Not a place in this article: [9000, 9001)" in page


def test_plots_take_the_ink_of_the_page(written: Path) -> None:
    page = (written / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "currentColor" in page
    assert "#000000" not in page


def test_an_excerpt_shows_what_is_around_and_leaves_out_the_rest() -> None:
    assert BAD.told
    (one,) = excerpts(BAD.told, {"a.txt": TEXT})
    assert one.broken == ("[9000, 9001)",)
    assert [run.text for run in one.runs if run.cited] == ["The ferry sank."]
    assert sum(run.skipped for run in one.runs) == 2
    assert sum(len(run.text) for run in one.runs) < len(TEXT)
    shown = "".join(run.text for run in one.runs)
    assert "Nobody <b>was</b> hurt." in shown


def test_words_that_are_cited_and_gold_are_marked_as_both() -> None:
    told = Told(asked="", said="", wanted="", cited=(("a.txt", 0, 10),), gold=(("a.txt", 5, 15),))
    (one,) = excerpts(told, {"a.txt": "0123456789abcdefghij"})
    assert [(run.text, run.cited, run.gold) for run in one.runs] == [
        ("01234", True, False), ("56789", True, True), ("abcde", False, True), ("fghij", False, False),
    ]  # fmt: skip


def test_junit_tells_quality_from_execution(written: Path) -> None:
    tree = ElementTree.parse(written / "junit.xml")
    gate, cases = tree.getroot().findall("testsuite")
    assert [one.tag for one in gate.findall("testcase/*")] == ["failure"]
    assert {case.get("name"): [one.tag for one in case] for case in cases.findall("testcase")} == {
        "q1": [], "q2": ["failure"], "q3": ["error"],
    }  # fmt: skip


def test_a_case_that_failed_before_is_not_red_again(tmp_path: Path) -> None:
    known = Verdict(outcome="passed", baseline="b.json", known_failures=("questions/q2",))
    write_junit(report(GOOD, BAD, verdict=known), tmp_path / "junit.xml")
    tags = [one.tag for one in ElementTree.parse(tmp_path / "junit.xml").getroot().iterfind(".//testcase/*")]
    assert tags == ["skipped"]


def test_markdown_says_the_verdict_and_escapes_what_is_foreign() -> None:
    said = markdown(report(GOOD, BAD, BROKEN, verdict=FAILED))
    assert "**Failed.**" in said
    assert "0.500 \\[0.250, 1.000\\] n=2" in said
    assert "<script>" not in said
    assert "![x](" not in said
    assert "questions/q2" in said


def test_the_markdown_is_added_to_the_forges_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    append_to_step_summary("after\n")
    assert summary.read_text(encoding="utf-8") == "before\nafter\n"


def test_comparing_two_reports_tells_what_changed_case_by_case(tmp_path: Path) -> None:
    before, after = tmp_path / "a.json", tmp_path / "b.json"
    report(GOOD, BAD, value=0.5).write(before)
    mended = BAD.model_copy(update={"scores": {"correct": 1.0}, "failed": ()})
    broken = GOOD.model_copy(update={"scores": {"correct": 0.0}, "failed": ("correct",)})
    report(broken, mended, value=0.6).write(after)
    said = compare(before, after)
    assert "questions.correct: 0.500 [0.250, 1.000] n=2 → 0.600 [0.300, 1.000] n=2" in said
    assert "false_abstention" not in said
    assert "broken   questions/q1: correct 1.00→0.00" in said
    assert "mended   questions/q2: correct 0.00→1.00" in said
    report(broken.model_copy(update={"digest": "edited"}), mended, BROKEN).write(after)
    later = compare(before, after)
    assert "new      questions/q3" in later
    assert "broken   questions/q1: correct 1.00→0.00 (the case was edited)" in later


def test_a_file_that_is_no_report_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "a.json"
    wrong.write_text('{"version": 1}', encoding="utf-8")
    with pytest.raises(CasesRefused, match="no report"):
        compare(wrong, wrong)
