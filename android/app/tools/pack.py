#!/usr/bin/env python3
"""Packs the Android app: shrunk, signed, verified.

pack.py ANDROID TARGET JNI KEYSTORE OUT: ANDROID is this repository's folder of that name, TARGET where Maven built its modules, JNI holds
PROCESSOR/liblinli_ffi.so. The password is in LINLI_KEYSTORE_PASSWORD. Writes OUT, and OUT.json with what each part weighs in bytes.
"""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PROCESSORS = ("arm64-v8a", "armeabi-v7a", "x86_64")


def jar_of(classes: Path, out: Path) -> Path:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as jar:
        for file in sorted(classes.rglob("*")):
            if file.is_file():
                jar.write(file, file.relative_to(classes).as_posix())
    return out


def rules(android: Path, target: Path, jars: list[Path]) -> str:
    own = [android / "app/proguard.pro", android / "linli/consumer-rules.pro", target / "app/res/app.ap_.pro"]
    found = [file.read_text(encoding="utf-8") for file in own + sorted(target.glob("app-libs/exploded/*/proguard.txt"))]
    for jar in jars:
        with zipfile.ZipFile(jar) as opened:
            for name in opened.namelist():
                if name.endswith(".pro") and name.startswith(("META-INF/proguard/", "META-INF/com.android.tools/r8")):
                    found.append(opened.read(name).decode())
    return "\n".join(found)


def shrink(android: Path, target: Path, work: Path) -> Path:
    tools = target / "app-tools"
    library = tools / "sdk/library.jar"
    if not library.exists():
        sdk_jar = android / "app/tools/sdk_jar.py"
        subprocess.run([sys.executable, sdk_jar, tools / "sdk/android-all.jar", library], check=True)
    listed = (target / "app/runtime.classpath").read_text(encoding="utf-8").strip().split(":")
    # In the reactor the libraries are a folder of classes; whatever is a jar is somebody's package.
    jars = [Path(entry) for entry in listed if entry.endswith(".jar")]
    jars += [jar_of(Path(entry), work / f"{Path(entry).parent.name}.jar") for entry in listed if not entry.endswith(".jar")]
    app = jar_of(target / "app/classes", work / "app.jar")
    (work / "rules.pro").write_text(rules(android, target, [*jars, app]), encoding="utf-8")
    dex = work / "dex"
    dex.mkdir()
    run = ["java", "-Xmx2g", "-cp", tools / "lib/r8.jar", "com.android.tools.r8.R8", "--release", "--min-api", "26"]
    run += ["--lib", library, "--pg-conf", work / "rules.pro", "--pg-map-output", work / "mapping.txt"]
    subprocess.run([*run, "--output", dex, app, *jars], check=True)
    return dex


def natives(target: Path, jni: Path) -> dict[str, Path]:
    files = {}
    for processor in PROCESSORS:
        files[f"lib/{processor}/liblinli_ffi.so"] = jni / processor / "liblinli_ffi.so"
        for library in sorted(target.glob(f"app-libs/exploded/*/jni/{processor}/*.so")):
            files[f"lib/{processor}/{library.name}"] = library
    return files


def main(android: Path, target: Path, jni: Path, keystore: Path, out: Path) -> None:
    work = out.parent / "apk"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    dex = shrink(android, target, work)
    unsigned = work / "unsigned.apk"
    weights = {"classes": 0, "native": 0}
    with zipfile.ZipFile(target / "app/res/app.ap_") as linked, zipfile.ZipFile(unsigned, "w") as apk:
        for entry in linked.infolist():
            apk.writestr(entry, linked.read(entry), compress_type=entry.compress_type)
        weights["resources"] = sum(entry.compress_size for entry in linked.infolist())
        for file in sorted(dex.rglob("*")):
            if file.is_file() and not file.name.endswith(".kotlin_module"):
                apk.write(file, file.relative_to(dex).as_posix(), zipfile.ZIP_STORED)
                weights["classes"] += file.stat().st_size
        # Stored: the system maps them from where they lie.
        for name, file in natives(target, jni).items():
            apk.write(file, name, zipfile.ZIP_STORED)
            weights["native"] += file.stat().st_size
    signer = [android / "app/tools/Sign.java", unsigned, out, keystore]
    subprocess.run(["java", "-cp", target / "app-tools/lib/apksig.jar", *signer], check=True)
    weights["apk"] = out.stat().st_size
    out.with_suffix(".json").write_text(json.dumps(weights, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps(weights, sort_keys=True))


if __name__ == "__main__":
    ANDROID, TARGET, JNI, KEYSTORE, OUT = map(Path, sys.argv[1:])
    main(ANDROID, TARGET, JNI, KEYSTORE, OUT)
