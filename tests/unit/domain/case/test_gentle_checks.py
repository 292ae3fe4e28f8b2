"""Hints while typing: few, in the field's words, and silent about what a child said."""

from dslapp.domain.case.gentle_checks import gentle_checks, quoted_words


def about(text: str) -> list[str]:
    return [hint.about for hint in gentle_checks(text)]


def test_initials_are_noticed_but_a_surname_initial_is_not() -> None:
    assert about("E.P. was upset") == ["initials"]
    assert about("Ellis P. was upset at school") == []


def test_words_of_the_glossary_are_offered() -> None:
    (hint,) = gentle_checks("the offender sent it")
    assert hint.text == "Rather than “offender”, write: child (or adult) alleged to have caused harm."


def test_the_childs_own_words_are_never_corrected() -> None:
    assert about("Mia said “he is a sexting perpetrator, ask J.B.”") == []


def test_the_childs_words_are_asked_for_once_there_is_enough_to_read() -> None:
    assert about("Mia was upset") == []
    assert about("Mia came to my room after lunch and told me what happened in the group chat") == ["quotes"]


def test_quoted_words_are_found() -> None:
    assert quoted_words('He wrote “nobody wants you” and "go away 🙃" to Ellis') == "nobody wants you\ngo away 🙃"
    assert quoted_words("nothing quoted, it's plain") == ""
