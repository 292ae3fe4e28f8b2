"""How the program looks: tokens, one style sheet made from them, one family of icons, one family of fonts."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
"""The folder of shipped data; at the same place beside the package when the program is frozen."""
