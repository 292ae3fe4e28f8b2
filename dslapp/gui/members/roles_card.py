"""What each role may do, as a table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from dslapp.domain.school import ROLE_NAMES, Role
from dslapp.domain.trust.member_words import roles_table
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.text import Words

_SHORT: dict[Role, str] = {
    "dsl": "DSL", "deputy_dsl": "Deputy", "case_manager": "Case manager", "headteacher": "Head",
    "chair_of_governors": "Chair", "read_only": "Reader",
}  # fmt: skip


class RolesCard(Card):
    """A line an act, a column a role; the same table stands in the user guide."""

    def __init__(self) -> None:
        super().__init__("What each role may do")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(0, 1)
        for column, role in enumerate(ROLE_NAMES, 1):
            head = Words(_SHORT[role], "strong")
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(head, 0, column)
        for row, (act, allowed) in enumerate(roles_table(), 1):
            grid.addWidget(Words(act), row, 0)
            for column, (role, may_it) in enumerate(zip(ROLE_NAMES, allowed, strict=True), 1):
                mark = Words("yes" if may_it else "–", "" if may_it else "hint")
                mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                mark.setAccessibleName(f"{act}: {ROLE_NAMES[role]}: {'yes' if may_it else 'no'}")
                grid.addWidget(mark, row, column)
        self.body.addLayout(grid)
        self.body.addWidget(
            Words(
                "Every member’s key opens the whole casebook. What a role may not do is refused by the program, and an "
                "entry written all the same is found when the record is checked.",
                "hint",
            )
        )
