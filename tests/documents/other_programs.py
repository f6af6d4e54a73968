"""What other programs, which know nothing of us, say of a PDF."""

import shutil
import subprocess

import pytest

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's tools are not installed")
strict = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")


def ask(program: str, *arguments: object) -> str:
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True).stdout
