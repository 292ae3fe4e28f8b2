"""The matrix, KCSIE's four Cs, indicators and acts, each with its caveat, and the other classes."""

from collections.abc import Sequence
from typing import TypeVar, cast

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dslapp.domain.case.incident import Incident, KcsieRisk, MandatoryRoute
from dslapp.domain.guidance.indicators import IndicatorList
from dslapp.domain.reference.legislation import FOR_POLICE, LawList
from dslapp.domain.reference.matrix import KCSIE_RISKS, MANDATORY_ROUTES, MATERIAL_CLASSES, PREJUDICE, kcsie_risks_of
from dslapp.gui.case_details.form import Group, PartsForm
from dslapp.gui.case_details.indicator_list import IndicatorTicks
from dslapp.gui.case_details.law_list import LawTicks
from dslapp.gui.case_details.matrix_grid import MatrixGrid
from dslapp.gui.case_details.parts import ManyPart, OnePart, TriPart
from dslapp.gui.theme.tokens import GRID
from dslapp.gui.widgets.banner import Banner
from dslapp.gui.widgets.cards import Card
from dslapp.gui.widgets.choice import Choice

S = TypeVar("S", bound=msgspec.Struct)


class MatrixForm(QWidget):
    """Everything by which the incident is classed. `changed` is sent when a person changes anything."""

    changed = Signal()

    def __init__(
        self,
        indicators: IndicatorList,
        laws: LawList,
        too_young: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.grid = MatrixGrid()
        self.indicators = IndicatorTicks(indicators)
        self.laws = LawTicks(laws)
        self.ages = Banner("information", "Perhaps younger than the site allows", "\n".join(too_young))
        self.ages.setVisible(bool(too_young))
        self._derived: tuple[KcsieRisk, ...] = ()
        self._kcsie = ManyPart(
            "Risks as KCSIE names them", [Choice(key, each.name, each.means) for key, each in KCSIE_RISKS.items()],
            "Ticked by themselves as the matrix is; change them where they do not fit.",
        )  # fmt: skip
        self._routes = ManyPart(
            "Does it appear to involve any of these?",
            [Choice(key, words) for key, words in MANDATORY_ROUTES.items()],
            "With one of these, handling it in school alone takes a decision, its reason and a second person.",
        )
        self._rest = PartsForm(
            (
                Group("The four risks", {"classification.kcsie_risks": self._kcsie}),
                Group(
                    "The material",
                    {
                        "classification.mandatory_routes": self._routes,
                        "classification.material_class": OnePart(
                            "What kind of material is it?",
                            [Choice(key, words) for key, words in MATERIAL_CLASSES.items()],
                        ),
                        "classification.ai_generated": TriPart("Was it made or altered by AI?"),
                    },
                ),
                Group(
                    "About the people",
                    {
                        "classification.prejudice": ManyPart(
                            "Is prejudice a part of it?", [Choice(key, words) for key, words in PREJUDICE.items()]
                        ),
                        "classification.under_age_account": TriPart("Is a child younger than the site allows?"),
                        "classification.reputational_impact": TriPart(
                            "Could it lower the reputation of the school or of somebody in it?"
                        ),
                    },
                ),
            )
        )
        matrix = Card("The matrix: press each cell that fits")
        matrix.body.addWidget(self.grid)
        listed = Card("Indicators of a possible offence")
        listed.body.addWidget(self.indicators)
        acts = Card(FOR_POLICE)
        acts.body.addWidget(self.laws)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for part in (matrix, listed, acts, self.ages, self._rest):
            column.addWidget(part)
        self.setFocusProxy(self.grid)
        self.grid.changed.connect(self._cells_changed)
        self.indicators.changed.connect(self._indicators_changed)
        self.laws.changed.connect(self.changed)
        self._rest.changed.connect(self.changed)

    def fill(self, value: msgspec.Struct) -> None:
        """Show the classification of an incident."""
        assert isinstance(value, Incident)
        classed = value.classification
        self.grid.show_cells(classed.cells, classed.primary_cell)
        self.indicators.show_codes(classed.indicators)
        self.laws.show_acts(classed.possible_laws)
        self._rest.fill(value)
        self._derived = kcsie_risks_of(classed.cells)

    def applied_to(self, value: S) -> S:
        """The incident with what the form holds."""
        applied = self._rest.applied_to(value)
        assert isinstance(applied, Incident)
        classed = msgspec.structs.replace(
            applied.classification,
            cells=self.grid.cells(), primary_cell=self.grid.primary(), indicators=self.indicators.codes(),
            possible_laws=self.laws.acts(),
        )  # fmt: skip
        return msgspec.structs.replace(applied, classification=classed)

    def show_problems(self) -> QWidget | None:
        """Nothing here can be wrong: what is missing is still to do."""
        return None

    def show_error(self, field: str, text: str) -> QWidget | None:
        """No field of this form is refused by itself."""
        return None

    def _cells_changed(self) -> None:
        """Tick what newly follows from the matrix and untick what no longer does; the rest was chosen by hand."""
        derived = kcsie_risks_of(self.grid.cells())
        kept = set(self._kcsie.value()) - (set(self._derived) - set(derived)) | (set(derived) - set(self._derived))
        self._derived = derived
        self._kcsie.show_value(tuple(risk for risk in KCSIE_RISKS if risk in kept))
        self.changed.emit()

    def _indicators_changed(self) -> None:
        """An indicator that names a mandatory route switches it on; switching it off again is the person's decision."""
        chosen = {*cast(tuple[MandatoryRoute, ...], self._routes.value()), *self.indicators.mandatory()}
        self._routes.show_value(tuple(route for route in MANDATORY_ROUTES if route in chosen))
        self.changed.emit()
