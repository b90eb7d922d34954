"""The page for embedders passes a type checker as it stands. That it runs is seen in a clean folder, by `cargo xtask test`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import linli

PAGE = Path(__file__).resolve().parents[3] / "docs" / "embedding" / "python.md"


def test_every_program_of_the_page_passes_mypy(tmp_path: Path) -> None:
    programs = re.findall(r"^```python \S+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(programs) == 3
    for n, text in enumerate(programs):
        (tmp_path / f"program{n}.py").write_text(text, "utf-8")
    settings = Path(__file__).resolve().parents[1] / "pyproject.toml"
    words = [sys.executable, "-m", "mypy", "--config-file", settings, "--cache-dir", tmp_path / "cache", "."]
    environment = {**os.environ, "MYPYPATH": str(Path(linli.__file__).parents[1])}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
