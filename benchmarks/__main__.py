"""Run the benchmarks named on the command line, or all of them: `python -m benchmarks [B3 B6 …]`."""

import importlib
import os
import sys
from pathlib import Path

import msgspec

from benchmarks.figure import Figure

BENCHMARKS = {
    "B1": "start",
    "B2": "first_page",
    "B2P": "unlock",
    "B3": "save",
    "B4": "evidence",
    "B5": "evidence_growth",
    "B6": "search",
    "B9": "referral_pdf",
    "B10": "verify",
    "B14": "page_check",
    "B11": "backup",
    "G1": "guidance_walks",
    "L1": "likeness",
}


def main(names: list[str]) -> int:
    """Print one table, and write BENCH_JSON if it names a file. Returns 0 also when goals were missed: it reports."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are {', '.join(BENCHMARKS)}.")
        return 2
    figures = list[Figure]()
    for name in names or list(BENCHMARKS):
        found = importlib.import_module(f"benchmarks.{BENCHMARKS[name]}").run()
        figures += found
        for figure in found:
            print(_line(figure), flush=True)
    target = os.environ.get("BENCH_JSON")
    if target:
        kept = [
            {name: value for name, value in msgspec.to_builtins(each).items() if name != "work"} for each in figures
        ]
        Path(target).write_bytes(msgspec.json.format(msgspec.json.encode(kept)))
    print(f"{sum(figure.met for figure in figures)} of {len(figures)} goals met")
    return 0


def _line(figure: Figure) -> str:
    reference = "–" if figure.reference is None else f"{figure.reference:,.2f}"
    ratio = "–" if figure.ratio is None else f"{figure.ratio:.2f}"
    verdict = "met" if figure.met else "MISSED"
    return (
        f"{figure.id:<8} {figure.work:<62} {figure.ours:>11,.2f} {reference:>11} {figure.unit:<6} {ratio:>8} "
        f"{figure.goal:<26} {verdict}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
