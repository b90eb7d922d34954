#!/usr/bin/env python3
"""Opens Android archives.

open_aars.py FOLDER: of every FOLDER/aars/*.aar the classes go to FOLDER/classes, all else that a build needs to FOLDER/exploded/NAME.
"""

import io
import shutil
import sys
import zipfile
from pathlib import Path

KEPT = {"AndroidManifest.xml", "res", "jni", "assets", "proguard.txt", "R.txt"}


def open_jar(data: bytes, classes: Path, archive: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as jar:
        for name in jar.namelist():
            if name.endswith("/") or name == "META-INF/MANIFEST.MF":
                continue
            target = classes / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists() and name.startswith("META-INF/services/"):
                target.write_bytes(target.read_bytes() + b"\n" + jar.read(name))
            elif target.exists() and name.endswith(".class"):
                sys.exit(f"{archive}: {name} is in two archives: which one runs is chance")
            else:
                target.write_bytes(jar.read(name))


def main(folder: Path) -> None:
    classes, exploded = folder / "classes", folder / "exploded"
    for old in (classes, exploded):
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir(parents=True)
    for archive in sorted((folder / "aars").glob("*.aar")):
        with zipfile.ZipFile(archive) as aar:
            for name in aar.namelist():
                if name.endswith("/"):
                    continue
                if name == "classes.jar" or (name.startswith("libs/") and name.endswith(".jar")):
                    open_jar(aar.read(name), classes, archive.name)
                elif name.split("/")[0] in KEPT:
                    target = exploded / archive.stem / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(aar.read(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
