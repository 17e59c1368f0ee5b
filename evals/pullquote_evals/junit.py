"""A run as JUnit XML: a failure is a matter of quality, an error is a case that did not run."""

from __future__ import annotations

import re
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from pullquote_evals.report import CaseResult, Report, SystemResult, Verdict

# What XML 1.0 cannot hold, even escaped; an answer may contain it.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(report: Report, path: Path) -> None:
    """One test case a gate, and one a case.

    A failed case that failed in the baseline too is skipped, so that what is red is what this change did.
    """
    xml = JUnitXml("pullquote eval")  # type: ignore[no-untyped-call]
    if report.verdict:
        xml.add_testsuite(_gate(report.verdict))
    known = set(report.verdict.known_failures) if report.verdict else set()
    for system in report.systems:
        xml.add_testsuite(_cases(system, known))
    xml.write(str(path), pretty=True)


def _gate(verdict: Verdict) -> TestSuite:
    suite = TestSuite("gate")  # type: ignore[no-untyped-call]
    lines = [(line, Error) for line in verdict.missing] + [(line, Failure) for line in verdict.breaches]
    for line, kind in lines:
        case = TestCase(_clean(line.split(":", 1)[0]), classname="gate")
        case.result = [kind(_clean(line))]
        suite.add_testcase(case)
    if not lines:
        suite.add_testcase(TestCase("passed", classname="gate"))
    return suite


def _cases(system: SystemResult, known: set[str]) -> TestSuite:
    suite = TestSuite(_clean(system.name))  # type: ignore[no-untyped-call]
    for one in system.cases:
        case = TestCase(
            _clean(one.id), classname=f"{_clean(system.name)}.{one.suite}", time=one.seconds or 0.0
        )
        if result := _result(one, known):
            case.result = [result]
        suite.add_testcase(case)
    if not system.cases:
        # Totals only: what did not run must be seen all the same.
        for error in system.errors:
            case = TestCase(_clean(error), classname=_clean(system.name))
            case.result = [Error("did not run")]
            suite.add_testcase(case)
    return suite


def _result(one: CaseResult, known: set[str]) -> Error | Failure | Skipped | None:
    if one.error:
        return Error(_clean(one.error))
    if not one.failed:
        return None
    said = f"{', '.join(one.failed)} under 1"
    if f"{one.suite}/{one.id}" in known:
        return Skipped(f"{said}, as in the baseline")
    return Failure(_clean(f"{said}: {one.told.said if one.told else ''}"[:500]))


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
