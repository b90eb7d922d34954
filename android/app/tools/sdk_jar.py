#!/usr/bin/env python3
"""Makes the library that R8 shrinks against.

sdk_jar.py ANDROID_ALL OUT: Android's own classes of a framework jar, and those of the JDK that Android has too.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

OURS = (
    "android/",
    "dalvik/",
    "com/android/internal/",
    "javax/microedition/",
    "org/json/",
    "org/xmlpull/",
    "org/apache/http/",
    "libcore/",
)
NOT = ("android/support/", "android/car/")
MODULES = ("java.base", "java.logging", "java.xml", "java.sql", "java.prefs", "jdk.unsupported")
OF_THE_JDK = ("java/", "javax/", "org/w3c/", "org/xml/", "sun/misc/")


def java_home() -> Path:
    said = subprocess.run(["java", "-XshowSettings:properties", "-version"], check=True, capture_output=True, text=True)
    home = next(line for line in said.stderr.splitlines() if "java.home" in line)
    return Path(home.split("=")[1].strip())


def main(framework: Path, out: Path) -> None:
    home = java_home()
    with zipfile.ZipFile(framework) as android, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as library:
        for name in android.namelist():
            if name.endswith(".class") and name.startswith(OURS) and not name.startswith(NOT):
                library.writestr(name, android.read(name))
        for module in MODULES:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([home / "bin/jmod", "extract", "--dir", folder, home / f"jmods/{module}.jmod"], check=True)
                classes = Path(folder) / "classes"
                for file in sorted(classes.rglob("*.class")):
                    name = file.relative_to(classes).as_posix()
                    if name.startswith(OF_THE_JDK) and file.name != "module-info.class":
                        library.write(file, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
