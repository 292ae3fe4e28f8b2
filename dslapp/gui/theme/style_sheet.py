"""The one style sheet of the program, made from a set of tokens."""

from dslapp.gui.theme.tokens import BODY_PT, CORNER, FOCUS_RING, GRID, HEADING_PT, Tokens

HALF = GRID // 2


def style_sheet(tokens: Tokens, size: float = 1.0) -> str:
    """Return the Qt style sheet for `tokens`, with words `size` times as large as usual."""
    return "\n".join(
        (_ground(tokens, size), _text(tokens, size), _buttons(tokens), _inputs(tokens), _boxes(tokens), _shell(tokens))
    )


def _ring(t: Tokens, padding: tuple[int, int]) -> str:
    """A focus ring that takes its width from the padding, so that nothing moves when focus comes."""
    grown = FOCUS_RING - 1
    return f"border: {FOCUS_RING}px solid {t.focus}; padding: {padding[0] - grown}px {padding[1] - grown}px;"


def _ground(t: Tokens, size: float) -> str:
    return f"""
    QWidget {{ color: {t.ink}; font-size: {BODY_PT * size}pt; }}
    QMainWindow, QDialog, QWidget[ground="page"] {{ background: {t.page}; }}
    QWidget[ground="surface"] {{ background: {t.surface}; }}
    QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: {HALF}px {GRID}px; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollArea:focus {{ border: {FOCUS_RING}px solid {t.focus}; }}
    QScrollArea > QWidget > QWidget[ground="clear"] {{ background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 14px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 14px; margin: 0; }}
    QScrollBar::handle {{ background: {t.control_line}; border-radius: 4px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QSplitter::handle {{ background: {t.line}; }}
    """


def _text(t: Tokens, size: float) -> str:
    levels = "\n".join(
        f'QLabel[level="{level}"] {{ font-size: {points * size}pt; font-weight: 600; }}'
        for level, points in HEADING_PT.items()
    )
    tones = "\n".join(
        f'QLabel[tone="{tone}"] {{ color: {t.of(tone)}; }}'
        for tone in ("neutral", "information", "success", "warning", "danger")
    )
    return f"""
    QLabel {{ background: transparent; }}
    QLabel:disabled {{ color: {t.muted}; }}
    {levels}
    {tones}
    QLabel[part="hint"] {{ color: {t.muted}; }}
    QLabel[part="label"] {{ font-weight: 600; }}
    QLabel[part="error"] {{ color: {t.danger}; font-weight: 600; }}
    QLabel[part="strong"] {{ font-weight: 600; }}
    QLabel[part="struck"] {{ color: {t.muted}; text-decoration: line-through; }}
    QLabel[part="exact words"] {{
        font-family: "Noto Serif", "DejaVu Serif", Georgia, serif; font-size: {(BODY_PT + 1) * size}pt;
    }}
    QLabel[part="mono"] {{ font-family: "Noto Sans Mono", "DejaVu Sans Mono", Consolas, Menlo, monospace; }}
    """


def _buttons(t: Tokens) -> str:
    padding = (GRID - 1, 2 * GRID - 1)
    return f"""
    QPushButton, QToolButton {{
        background: {t.surface}; color: {t.primary}; border: 1px solid {t.control_line};
        border-radius: {CORNER}px; padding: {padding[0]}px {padding[1]}px; min-height: 20px; font-weight: 600;
    }}
    QPushButton:hover, QToolButton:hover {{ background: {t.primary_soft}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {t.sunken}; }}
    QPushButton:focus, QToolButton:focus {{ {_ring(t, padding)} }}
    QPushButton:disabled, QToolButton:disabled {{ color: {t.muted}; border-color: {t.line}; background: {t.sunken}; }}
    QPushButton[role="primary"] {{ background: {t.primary}; color: {t.on_primary}; border-color: {t.primary}; }}
    QPushButton[role="primary"]:hover {{ background: {t.primary_hover}; }}
    QPushButton[role="danger"] {{ background: {t.danger}; color: {t.on_danger}; border-color: {t.danger}; }}
    QPushButton[role="danger"]:hover {{ background: {t.danger_hover}; }}
    QPushButton[role="stop"] {{ color: {t.danger}; border-color: {t.danger}; }}
    QPushButton[role="stop"]:hover {{ background: {t.danger_soft}; }}
    QPushButton[role="stop"]:focus {{ {_ring(t, padding)} }}
    QPushButton[role="primary"]:focus, QPushButton[role="danger"]:focus {{ {_ring(t, padding)} }}
    QPushButton[role="primary"]:disabled, QPushButton[role="danger"]:disabled {{
        background: {t.sunken}; color: {t.muted}; border-color: {t.line};
    }}
    QPushButton[role="quiet"] {{
        background: transparent; border-color: transparent; padding: {padding[0]}px {GRID - 1}px;
    }}
    QPushButton[role="quiet"]:hover {{ background: {t.primary_soft}; }}
    QPushButton[role="quiet"]:focus {{ {_ring(t, (padding[0], GRID - 1))} }}
    QPushButton[role="quiet"]:disabled {{ color: {t.muted}; background: transparent; }}
    QPushButton[role="choice"], QPushButton[role="filter"] {{ color: {t.ink}; font-weight: 400; }}
    QPushButton[role="choice"] {{ text-align: left; }}
    QPushButton[role="choice"]:checked, QPushButton[role="filter"]:checked {{
        background: {t.primary_soft}; border: 2px solid {t.primary}; color: {t.ink};
        padding: {padding[0] - 1}px {padding[1] - 1}px;
    }}
    QPushButton[role="choice"]:focus, QPushButton[role="filter"]:focus,
    QPushButton[role="choice"]:checked:focus, QPushButton[role="filter"]:checked:focus {{ {_ring(t, padding)} }}
    QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
    """


def _inputs(t: Tokens) -> str:
    padding = (HALF + 2, GRID)
    fields = "QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox"
    focused = ", ".join(f"{name.strip()}:focus" for name in fields.split(","))
    invalid = ", ".join(f'{name.strip()}[invalid="true"]' for name in fields.split(","))
    disabled = ", ".join(f"{name.strip()}:disabled" for name in fields.split(","))
    box = "QCheckBox, QRadioButton"
    return f"""
    {fields} {{
        background: {t.surface}; color: {t.ink}; border: 1px solid {t.control_line}; border-radius: {CORNER}px;
        padding: {padding[0]}px {padding[1]}px; selection-background-color: {t.primary};
        selection-color: {t.on_primary};
    }}
    QLineEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {{ min-height: 22px; }}
    {invalid} {{ border: 2px solid {t.danger}; padding: {padding[0] - 1}px {padding[1] - 1}px; }}
    {focused} {{ {_ring(t, padding)} }}
    {disabled} {{ background: {t.sunken}; color: {t.muted}; border-color: {t.line}; }}
    QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ background: {t.sunken}; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
        border: none; padding: 0; min-height: 0; background: transparent; border-radius: 0;
    }}
    QTimeEdit::up-button, QTimeEdit::down-button, QSpinBox::up-button, QSpinBox::down-button {{
        border: none; width: 0;
    }}
    QLineEdit QToolButton, QLineEdit QToolButton:focus {{
        border: none; padding: 0; min-height: 0; background: transparent;
    }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{
        image: url(styles:chevron-{t.arrows}.svg); width: 16px; height: 16px;
    }}
    QComboBox QAbstractItemView, QListView, QMenu {{
        background: {t.surface}; color: {t.ink}; border: 1px solid {t.control_line};
        selection-background-color: {t.primary_soft}; selection-color: {t.ink};
    }}
    QComboBox QAbstractItemView::item {{ min-height: 28px; }}
    QMenu::item {{ padding: {GRID}px {3 * GRID}px; }}
    QMenu::item:selected {{ background: {t.primary_soft}; color: {t.ink}; }}
    {box} {{
        spacing: {GRID}px; padding: {HALF - 1}px; border: {FOCUS_RING}px solid transparent; border-radius: {CORNER}px;
    }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
    QCheckBox::indicator, QRadioButton::indicator {{
        width: 18px; height: 18px; border: 2px solid {t.control_line}; background: {t.surface};
    }}
    QCheckBox::indicator {{ border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: 11px; }}
    QCheckBox::indicator:checked {{
        background: {t.primary}; border-color: {t.primary}; image: url(styles:tick-{t.strokes}.svg);
    }}
    QRadioButton::indicator:checked {{
        border-color: {t.primary};
        background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
            stop:0 {t.primary}, stop:0.5 {t.primary}, stop:0.58 {t.surface}, stop:1 {t.surface});
    }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {t.muted}; }}
    QProgressBar {{
        background: {t.sunken}; border: 1px solid {t.line}; border-radius: 5px; min-height: 10px; max-height: 10px;
    }}
    QProgressBar::chunk {{ background: {t.primary}; border-radius: 4px; }}
    """


def _boxes(t: Tokens) -> str:
    right_corners = f"border-top-right-radius: {CORNER}px; border-bottom-right-radius: {CORNER}px;"
    banners = "\n".join(
        f'QFrame[part="banner"][tone="{tone}"] {{ background: {t.soft(tone)};'
        f" border-left: {HALF}px solid {t.of(tone)}; {right_corners} }}"
        f'\nQFrame[part="chip"][tone="{tone}"] {{ background: {t.soft(tone)}; border-radius: 11px; }}'
        for tone in ("neutral", "information", "success", "warning", "danger")
    )
    return f"""
    QFrame[part="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {CORNER}px; }}
    QFrame[part="stop"] {{
        background: {t.surface}; border: 2px solid {t.danger}; border-left: {GRID}px solid {t.danger}; {right_corners}
    }}
    QFrame[part="quote"] {{
        background: {t.sunken}; border-left: {HALF}px solid {t.control_line}; {right_corners}
    }}
    QFrame[part="field"][invalid="true"] {{ border-left: {HALF}px solid {t.danger}; }}
    QFrame[part="rule"] {{ background: {t.line}; max-height: 1px; min-height: 1px; border: none; }}
    {banners}
    QTableView, QTreeView {{
        background: {t.surface}; border: 1px solid {t.line}; border-radius: {CORNER}px; gridline-color: {t.line};
        selection-background-color: {t.primary_soft}; selection-color: {t.ink};
    }}
    QTableView:focus, QTreeView:focus, QListView:focus {{ border: {FOCUS_RING}px solid {t.focus}; }}
    QTableView::item {{ padding: 0 {GRID}px; border-bottom: 1px solid {t.line}; }}
    QTableView::item:selected {{ background: {t.primary_soft}; color: {t.ink}; }}
    QHeaderView {{ background: {t.sunken}; border: none; }}
    QHeaderView::section {{
        background: {t.sunken}; color: {t.ink}; border: none; border-bottom: 1px solid {t.line};
        padding: {GRID - 1}px {GRID}px; font-weight: 600;
    }}
    QHeaderView::up-arrow {{ image: url(styles:chevron-up-{t.arrows}.svg); width: 14px; height: 14px; }}
    QHeaderView::down-arrow {{ image: url(styles:chevron-{t.arrows}.svg); width: 14px; height: 14px; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {t.line}; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{
        background: transparent; color: {t.muted}; padding: {GRID}px {2 * GRID}px;
        border: {FOCUS_RING}px solid transparent; border-radius: {CORNER}px; font-weight: 600;
    }}
    QTabBar::tab:hover {{ color: {t.primary}; }}
    QTabBar::tab:selected {{ color: {t.primary}; background: {t.primary_soft}; }}
    QTabBar::tab:selected:focus {{ border-color: {t.focus}; }}
    QTabBar QToolButton {{ padding: 0; min-height: 0; }}
    QCalendarWidget QWidget {{ background: {t.surface}; }}
    QCalendarWidget QAbstractItemView::item {{ padding: 0; border: none; }}
    QCalendarWidget QToolButton {{ padding: {HALF}px {GRID}px; border: 1px solid transparent; }}
    QMessageBox QLabel#qt_msgbox_label {{ font-weight: 600; }}
    QGroupBox {{ border: none; margin-top: {3 * GRID}px; font-weight: 600; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: 0; }}
    """


def _shell(t: Tokens) -> str:
    padding = (GRID, GRID + HALF)
    return f"""
    QFrame[part="rail"] {{ background: {t.surface}; border-right: 1px solid {t.line}; }}
    QFrame[part="top"] {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
    QFrame[part="status"] {{ background: {t.surface}; border-top: 1px solid {t.line}; }}
    QDialog[ground="surface"] {{ background: {t.surface}; border: 1px solid {t.control_line}; }}
    QPushButton[role="rail"] {{
        background: transparent; border: 1px solid transparent; color: {t.ink}; text-align: left; font-weight: 400;
        padding: {padding[0]}px {padding[1]}px;
    }}
    QPushButton[role="rail"]:hover {{ background: {t.sunken}; }}
    QPushButton[role="rail"]:checked {{ background: {t.primary_soft}; color: {t.primary}; font-weight: 600; }}
    QPushButton[role="rail"]:focus {{ {_ring(t, padding)} }}
    QPushButton[role="bar"] {{ background: transparent; border: 1px solid transparent; color: {t.ink}; font-weight: 400;
        padding: {padding[0] - 1}px {padding[0]}px; }}
    QPushButton[role="bar"]:hover {{ background: {t.sunken}; }}
    QPushButton[role="bar"]:focus {{ {_ring(t, (padding[0] - 1, padding[0]))} }}
    QWidget[part="curtain"] {{ background: {t.page}; }}
    """
