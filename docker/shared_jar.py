"""The jar that all commands of the image share: nothing but the class path of them all, and which command is which."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

MAIN = "care.conflict.runtime.SharedJar"
LINE = 70  # bytes of a manifest's line, at most 72 with its end
# Of these jars a command reads most classes, and only once a database answers: they are archived whole.
READ_LATER = ("postgresql-", "HikariCP-")
OF_THE_WAREHOUSE = ("net/snowflake/client/api/", "net/snowflake/client/internal/")


def write(jar: Path, made: Path) -> None:
    """Over the folders commands, own and libraries of `made`, which the image holds as commands and lib."""
    path = [f"lib/{file.name}" for file in _jars(made, "own")]
    path += [f"commands/{file.name}" for file in _jars(made, "commands")]
    path += [f"lib/{file.name}" for file in _jars(made, "libraries")]
    # Add-Opens: as in the commands' own jars, for the warehouse driver's Arrow reader.
    entries = {"Main-Class": MAIN, "Class-Path": " ".join(path), "Add-Opens": "java.base/java.nio"}
    manifest = "".join(_folded(f"{name}: {value}") for name, value in {"Manifest-Version": "1.0", **entries}.items())
    mains = "".join(f"{file.stem}={_main_class(file)}\n" for file in _jars(made, "commands"))
    with zipfile.ZipFile(jar, "w") as out:  # its entries' times are always 1980
        out.writestr(zipfile.ZipInfo("META-INF/MANIFEST.MF"), manifest + "\r\n")
        out.writestr(zipfile.ZipInfo("commands.properties"), mains)


def classes(made: Path) -> str:
    """What commands read once a database answers, one class a line."""
    found = {name for folder in ("own", "commands") for file in _jars(made, folder) for name in _classes(file)}
    for file in _jars(made, "libraries"):
        if file.name.startswith(READ_LATER):
            found |= set(_classes(file))
        elif file.name.startswith("snowflake-"):
            found |= {name for name in _classes(file) if name.startswith(OF_THE_WAREHOUSE)}
    return "".join(f"{name}\n" for name in sorted(found))


def _jars(made: Path, folder: str) -> list[Path]:
    return sorted((made / folder).glob("*.jar"))


def _classes(jar: Path) -> Iterator[str]:
    with zipfile.ZipFile(jar) as read:
        for name in read.namelist():
            if name.endswith(".class") and not name.startswith("META-INF/") and "-info" not in name:
                yield name.removesuffix(".class")


def _main_class(jar: Path) -> str:
    with zipfile.ZipFile(jar) as read:
        lines = read.read("META-INF/MANIFEST.MF").decode().splitlines()
    return next(line.partition(": ")[2] for line in lines if line.startswith("Main-Class: "))


def _folded(line: str) -> str:
    parts = [line[:LINE], *(f" {line[at : at + LINE - 1]}" for at in range(LINE, len(line), LINE - 1))]
    return "".join(f"{part}\r\n" for part in parts)
