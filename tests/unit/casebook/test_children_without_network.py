"""The children that read files and words have no network from their first line on, and nothing in them asks for one."""

import subprocess
import sys

import pytest

from dslapp.casebook.recognition.reader import is_installed

SHUT = "from dslapp.casebook.pictures.confinement import shut_out_the_network as shut; shut()"
LOUD = """
import sys
def tell(event, _):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        print(event)
sys.addaudithook(tell)
"""
with_recognition = pytest.mark.skipif(not is_installed(), reason="recognition is an extra")


def said(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "way",
    [
        "import socket; socket.socket()",
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "import urllib.request; urllib.request.urlopen('http://example.com', timeout=1)",
    ],
)
def test_no_way_out_is_open(way: str) -> None:
    tried = f"{SHUT}\ntry:\n    {way}\nexcept OSError as error:\n    print('no network' in str(error))"
    assert said(tried) == "True"


@pytest.mark.parametrize(
    ("module", "loads"),
    [
        ("dslapp.casebook.reading.child", "dslapp.casebook.reading.reading"),
        ("dslapp.casebook.reading.film_child", "dslapp.casebook.reading.film"),
        pytest.param("dslapp.casebook.recognition.child", "dslapp.casebook.recognition.engine", marks=with_recognition),
    ],
)
def test_the_network_is_shut_before_the_libraries_are_loaded(module: str, loads: str) -> None:
    program = f"""
import sys
def watch(event, arguments):
    if event == "sys.addaudithook":
        print("{loads}" in sys.modules)
import {module} as child
sys.addaudithook(watch)
child.main()
"""
    done = subprocess.run([sys.executable, "-c", program], input=b"", capture_output=True, check=False)
    assert done.stdout.startswith(b"False\n"), done.stderr


@with_recognition
def test_recognition_asks_for_no_network_and_can_download_nothing() -> None:
    loaded = "from dslapp.casebook.recognition.engine import Engine; Engine()"
    assert said(f"{LOUD}\n{SHUT}\n{loaded}") == ""
    program = f"""
{SHUT}
import logging
from pathlib import Path
from rapidocr.utils.download_file import DownloadFile, DownloadFileInput
try:
    DownloadFile.run(DownloadFileInput(
        file_url="https://example.com/model.onnx", sha256="0" * 64, save_path=Path("never.onnx"),
        logger=logging.getLogger("quiet"),
    ))
except Exception as error:
    print("refused", Path("never.onnx").exists())
"""
    assert said(program) == "refused False"
