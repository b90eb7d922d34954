#!/usr/bin/env python3
"""Compiles and links the resources of the Android app and of its libraries.

link_resources.py APP ASSETS LIBRARIES AAPT2 FRAMEWORK MANIFEST OUT SOURCES: APP/src/main/res and LIBRARIES/*/res, linked against FRAMEWORK
(a jar with Android's own resources) under the merged MANIFEST, become the archive OUT and the classes `R` below SOURCES. What lies in ASSETS
comes along as it is.
"""

import re
import subprocess
import sys
from pathlib import Path

OLDEST, TARGET = 26, 35


def newest(folder: Path) -> float:
    return max(entry.stat().st_mtime for entry in [folder, *folder.rglob("*")])


def compiled(aapt2: str, resources: Path, to: Path) -> Path:
    if not to.exists() or to.stat().st_mtime < newest(resources):
        subprocess.run([aapt2, "compile", "--dir", str(resources), "-o", str(to)], check=True)
    return to


def main(app: Path, own: Path, libraries: Path, aapt2: str, framework: str, manifest: str, out: Path, sources: Path) -> None:
    flat = out.parent / "flat"
    flat.mkdir(parents=True, exist_ok=True)
    sources.mkdir(parents=True, exist_ok=True)
    parts, packages, assets = [], set(), ["-A", str(own)]
    for library in sorted(libraries.iterdir()):
        described = library / "AndroidManifest.xml"
        if described.exists():
            named = re.search(r'package="([^"]+)"', described.read_text(encoding="utf-8"))
            packages.update(named.groups() if named else ())
        if any(entry.is_file() for entry in (library / "res").rglob("*")):
            parts.append(compiled(aapt2, library / "res", flat / f"{library.name}.zip"))
        if (library / "assets").is_dir():
            assets += ["-A", str(library / "assets")]
    parts.append(compiled(aapt2, app / "src/main/res", flat / "app.zip"))
    link = [aapt2, "link", "-I", framework, "--manifest", manifest, "-o", str(out)]
    link += ["--auto-add-overlay", "--no-static-lib-packages", "--proguard", f"{out}.pro"]
    link += ["--min-sdk-version", str(OLDEST), "--target-sdk-version", str(TARGET)]
    link += ["--java", str(sources), "--extra-packages", ":".join(sorted(packages))]
    for part in parts:
        link += ["-R", str(part)]
    subprocess.run(link + assets, check=True)


if __name__ == "__main__":
    APP, ASSETS, LIBRARIES, AAPT2, FRAMEWORK, MANIFEST, OUT, SOURCES = sys.argv[1:]
    main(Path(APP), Path(ASSETS), Path(LIBRARIES), AAPT2, FRAMEWORK, MANIFEST, Path(OUT), Path(SOURCES))
