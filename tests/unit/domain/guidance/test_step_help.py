"""What helps at a step: the local names of the levels where it is asked how serious it is; the platform’s card."""

import msgspec

from dslapp.content.library import load_library
from dslapp.domain.guidance.flows import Answer, Question
from dslapp.domain.guidance.step_help import CaseHelp, StepHelp, help_for
from tests.casebooks import thornmoss

LEVELS = ("Level 1 Universal", "Level 2 Early help", "", "Level 4 Specialist")


def there() -> StepHelp:
    library = load_library()
    school = msgspec.structs.replace(thornmoss(), threshold_levels=LEVELS)
    return StepHelp(glossary=library.glossary, platforms=library.platforms, school=school)


def asked(*, sets: str = "") -> Question:
    answers = (Answer(id="yes", label="Yes", next="end", sets={sets: "s47"} if sets else {}),)
    return Question(id="ask", text="How serious could it be? Ring the MASH.", answers=answers)


def test_where_it_is_asked_how_serious_it_is_the_local_names_stand() -> None:
    shown = help_for(there(), CaseHelp(), "child-concern", asked(sets="level"))
    assert shown.levels == ("1. Level 1 Universal", "2. Level 2 Early help", "4. Level 4 Specialist")
    assert help_for(there(), CaseHelp(), "child-concern", asked()).levels == ()


def test_the_shipped_guidance_asks_how_serious_it_is() -> None:
    steps = load_library().guidance.flows["child-concern"].steps
    assert any(help_for(there(), CaseHelp(), "child-concern", step).levels for step in steps)


def test_the_platform_of_the_case_brings_its_card_or_the_one_for_any_other() -> None:
    shown = help_for(there(), CaseHelp(named=("insta", "PicLoop")), "content-removal", asked())
    assert [card.key for card in shown.named] == ["instagram", "any-other"]
    assert shown.platforms_first


def test_the_words_of_the_step_are_those_that_it_says() -> None:
    assert [word.key for word in help_for(there(), CaseHelp(), "triage", asked()).words] == ["mash"]
