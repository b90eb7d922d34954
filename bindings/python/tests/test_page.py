"""The page for embedders: its programs run as they stand there, in its order, in one folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import linli

PAGE = Path(__file__).resolve().parents[3] / "docs" / "embedding" / "python.md"


def test_every_program_of_the_page_runs(tmp_path: Path) -> None:
    programs = re.findall(r"^```python (\S+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [name for name, _ in programs] == ["first.py", "unmet.py", "watch.py"]
    said = {}
    for name, text in programs:
        (tmp_path / name).write_text(text, "utf-8")
        done = subprocess.run([sys.executable, "-B", name], cwd=tmp_path, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        said[name] = done.stdout
    assert "2 households, 0 rows" in said["first.py"] and "NOT_HOME 傍晚再来" in said["first.py"]
    unmet = (tmp_path / "unmet.csv").read_text("utf-8-sig").splitlines()
    assert len(unmet) == 3 and (tmp_path / "visits.xlsx").exists() and (tmp_path / "office.backup").exists()
    assert said["watch.py"].splitlines() == ["[] 1", "['visits'] 2"]


def test_every_program_of_the_page_passes_mypy(tmp_path: Path) -> None:
    programs = re.findall(r"^```python \S+\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for n, text in enumerate(programs):
        (tmp_path / f"program{n}.py").write_text(text, "utf-8")
    settings = Path(__file__).resolve().parents[1] / "pyproject.toml"
    words = [sys.executable, "-m", "mypy", "--config-file", settings, "--cache-dir", tmp_path / "cache", "."]
    environment = {**os.environ, "MYPYPATH": str(Path(linli.__file__).parents[1])}
    done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout
