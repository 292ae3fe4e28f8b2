"""The recognition library as the child uses it: models from its own folder, one thread, nothing fetched."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
import rapidocr
from rapidocr.ch_ppocr_rec import TextRecInput

from dslapp.casebook.recognition.protocol import GAP, MOST_LINES, SeenLine

_MODELS = Path(rapidocr.__file__).parent / "models"
_SIDE = 4096
"""Dots of a strip's longer side; a strip is never made smaller before it is read."""
_AT_AN_END, _BETWEEN_WORDS, _IN_A_WORD = 0.6, 0.7, 1.3
"""Of the line's height: what is drawn on more than this between the middles of two letters is not just their halves."""
_BEHIND = 1.7
"""Heights of the line behind its end that are looked at for an emoji, which the machine does not count to the line."""
_TALL = 1.5
"""A line that is so much higher than wide runs up or down; it is turned before it is read."""
_INK = 15.0
"""How much the brightness of a column of dots must vary for something to be drawn there."""
_NO_LESS = 96
"""Dots of each side: a tiny picture is given a border of its own colour."""


class Engine:
    """The loaded models. `see` reads one strip."""

    def __init__(self) -> None:
        """Load the models and read a blank strip, so that nothing is left to be loaded. Raises whatever fails."""
        cv2.setNumThreads(1)
        self._reader = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical", "Global.use_cls": False, "Global.max_side_len": _SIDE,
                "Global.use_vertical_padding": False, "Det.limit_type": "max", "Det.limit_side_len": _SIDE,
                "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
                "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )  # fmt: skip
        blank: Any = np.full((_NO_LESS, _NO_LESS, 3), 255, np.uint8)
        cv2.putText(blank, "Words", (4, 50), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
        self._reader(blank, use_det=False, use_cls=False, use_rec=True)
        self.see(blank.tobytes(), _NO_LESS, _NO_LESS)

    def see(self, dots: bytes, width: int, height: int) -> tuple[SeenLine, ...]:
        """Find the lines of writing in a strip of red, green and blue dots, and read each."""
        picture = np.frombuffer(dots, np.uint8).reshape(height, width, 3)[:, :, ::-1]
        picture = cv2.copyMakeBorder(
            picture, 0, max(0, _NO_LESS - height), 0, max(0, _NO_LESS - width), cv2.BORDER_REPLICATE
        )
        found = self._reader(picture, use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return ()
        boxes = found.boxes[:MOST_LINES]
        crops = self._reader.crop_text_regions(picture, boxes)
        lines = (self._line(box, crop) for box, crop in zip(boxes, crops, strict=True))
        return tuple(
            msgspec.structs.replace(line, text=line.text + GAP)
            if line.text and not line.text.endswith(GAP) and _goes_on(picture, number, boxes)
            else line
            for number, line in enumerate(lines)
        )

    def _line(self, box: Any, crop: Any) -> SeenLine:
        read = self._reader.text_rec(TextRecInput(img=[crop], return_word_box=True))
        text, sure, words = read.txts[0], float(read.scores[0]), read.word_results[0]
        letters = [(letter, at) for word, ats in zip(words.words, words.word_cols, strict=True)
                   for letter, at in zip(word, ats, strict=True)]  # fmt: skip
        of_letters = [share for letter, share in zip(text, words.confs, strict=False) if not letter.isspace()]
        return SeenLine(
            text=_with_gaps(text, [at for _, at in letters], float(words.line_txt_len), crop)[:2_000],
            sure=min(1.0, sure), least_sure=min([1.0, *of_letters]) if of_letters else 0.0,
            top=int(box[:, 1].min()), left=int(box[:, 0].min()), height=max(1, crop.shape[0]),
            upright=bool(np.ptp(box[:, 1]) < _TALL * np.ptp(box[:, 0])),
        )  # fmt: skip


def _with_gaps(text: str, places: list[int], columns: float, crop: Any) -> str:
    """Put GAP where the picture shows something between two letters, or before or after all of them.

    `places` are those of the letters (spaces have none), counted in the `columns` into which the line was cut.
    """
    high, wide = crop.shape[:2]
    if not places or columns <= 0:
        return ""
    edges = [0, *(int(at * wide / columns) for at in places), wide]
    inked = crop.mean(axis=2).std(axis=0) > _INK
    drawn = [float(inked[left:right].sum()) / high for left, right in pairwise(edges)]
    made, letter, at_edge = [], 0, True
    for character in text:
        if not character.isspace():
            if drawn[letter] > (_IN_A_WORD if not at_edge else _BETWEEN_WORDS if letter else _AT_AN_END):
                made.append(GAP)
            letter += 1
        at_edge = character.isspace()
        made.append(character)
    if drawn[-1] > _AT_AN_END:
        made.append(GAP)
    return "".join(made)


def _goes_on(picture: Any, number: int, boxes: Any) -> bool:
    """Whether something is drawn close behind a line that is no line of its own: an emoji mostly."""
    box = boxes[number]
    top, bottom, end = int(box[:, 1].min()), int(box[:, 1].max()), int(box[:, 0].max())
    high = bottom - top
    behind = int(end + _BEHIND * high)
    for other, at in enumerate(boxes):
        across = at[:, 0].max() > end and at[:, 0].min() < behind
        if other != number and across and at[:, 1].max() > top and at[:, 1].min() < bottom:
            return False
    inked = picture[top:bottom, end:behind].mean(axis=2).std(axis=0) > _INK
    return float(inked.sum()) > _AT_AN_END * high
