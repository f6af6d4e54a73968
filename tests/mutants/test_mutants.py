"""A few planted bugs in the suite, so that the run by command keeps working; all of them by that command."""

from tests.mutants.__main__ import MUTANTS, ROOT, main


def test_every_planted_bug_still_applies_exactly_once() -> None:
    assert len(MUTANTS) >= 20
    for mutant in MUTANTS:
        source = (ROOT / "slaapp" / "domain" / mutant.file).read_text(encoding="utf-8")
        assert source.count(mutant.right) == 1, mutant


def test_the_quick_ones_are_found() -> None:
    assert main(["--quick"]) == 0
