"""The texts of a pack, with what belongs to one pack put in."""

import re
from collections.abc import Mapping

from dslapp.content.resources import resources_folder
from dslapp.domain.plain_page import PagePart, read_page

_GAP = re.compile(r"\{\{(\w+)\}\}")


def pack_text(name: str, values: Mapping[str, str]) -> tuple[PagePart, ...]:
    """A page of `resources/pack`, with `{{name}}` replaced. Raises KeyError for a value that is not given."""
    text = (resources_folder() / "pack" / f"{name}.txt").read_text(encoding="utf-8")
    return read_page(_GAP.sub(lambda gap: values[gap[1]], text))
