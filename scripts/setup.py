"""Make this checkout ready to run: the system's libraries, the environment `.venv`, the locked packages.

Run it with the system's python3, 3.11 or newer; it needs nothing else. It may be run any number of times:
where nothing is to be done it says nothing. `python3 scripts/setup.py test` adds what the tests in a
browser need, Chromium among it, `validate` what other programs that read PDFs
and Word files need, `bench` what `bench/`
does besides, and `lock` what `make lock` does.

It refuses to install for the system anything but the Debian packages it names, and that only where it
may without asking for a password; else it prints the command. Where packages come from is pip's own
business: no index is named here. Exit status: 0 ready, 2 usage, 3 the environment.
"""

import ctypes
import ctypes.util
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# What stands above this test is kept readable to Python 3.6, so that an old one says what is wrong.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(
        "letterkit needs Python 3.11 or newer; this one is {}.{}. Where another is installed, name it: "
        "make draft PYTHON=python3.12\n".format(*sys.version_info)
    )
    sys.exit(3)

import tomllib

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "letterkit-setup"
LOCK = ROOT / "constraints.txt"

SERIES = f"{sys.version_info.major}.{sys.version_info.minor}"
VENV_PACKAGE = f"python{SERIES}-venv"
PANGO = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}
SUBSETTER = {"libharfbuzz-subset.so.0": "libharfbuzz-subset0"}
BROWSER = "chromium"
READERS = {"javac": "default-jdk-headless", "pdftotext": "poppler-utils"}
JAXB = {"/usr/share/java/jaxb-runtime.jar": "libjaxb-java"}  # which veraPDF's library lacks
OFFICE = {"soffice": "libreoffice-writer-nogui"}
# As wide as the font that a Word file asks for, letter by letter.
OFFICE_FONTS = {"/usr/share/fonts/truetype/liberation": "fonts-liberation"}
# In which the tests set names in other scripts: see docs/install.md.
FONTS = {
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf": "fonts-droid-fallback",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf": "fonts-noto-core",
    "/usr/share/fonts/truetype/arphic/uming.ttc": "fonts-arphic-uming",
}
# A fax server, what lets an ordinary user start it, and two who read what it is sent.
FAX = {
    "/usr/sbin/hfaxd": "hylafax-server",
    "fakeroot": "fakeroot",
    "tiffinfo": "libtiff-tools",
    "tesseract": "tesseract-ocr",
}
DRIVER = {"libatomic.so.1": "libatomic1"}  # what Playwright's own node is linked to
BROWSER_TESTS = ROOT / "tests" / "browser"
# Where WeasyPrint 70 itself looks when WEASYPRINT_DLL_DIRECTORIES is not set.
DLL_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


# What each word that may be given adds.
EXTRAS = {"test": ["test"], "validate": ["test"], "bench": ["test", "bench"], "lock": ["lock"]}


class SetupError(Exception):
    """What stops the set-up, and what to do next."""


def main(arguments: list[str]) -> int:
    """Set up, and return the exit status."""
    if arguments and (arguments[0] not in EXTRAS or len(arguments) > 1):
        say("usage: python3 scripts/setup.py [test | validate | bench | lock]")
        return 2
    try:
        provide_libraries()
        provide_packages({"dev", *EXTRAS[arguments[0]]} if arguments else {"dev"})
        if arguments in (["test"], ["bench"]):
            provide_browser()
        if arguments == ["test"]:
            provide_rules()
            provide_fonts()
        # Java is large, and a fax server is a server: on somebody's own machine they are installed only
        # where they are asked for.
        is_ci = arguments == ["test"] and os.environ.get("CI") == "true"
        if arguments == ["validate"] or is_ci:
            provide_readers()
            provide_office()
        if is_ci:
            provide_fax_server()
    except SetupError as error:
        say(str(error))
        return 3
    return 0


def say(text: str) -> None:
    """Say it at once: on stderr, so that stdout is left to the results."""
    print(text, file=sys.stderr, flush=True)


def run(command: list[str], *, silent: bool = False) -> bool:
    """Run a command in the checkout, showing only its errors or nothing; whether it succeeded."""
    errors = subprocess.DEVNULL if silent else None
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, check=False)
    except OSError:
        return False
    return done.returncode == 0


# The system's libraries


def provide_libraries() -> None:
    """See that Python can make environments and that Pango is there, or say how to install them."""
    if sys.platform == "win32":
        _look_for_windows_pango()
    elif sys.platform == "darwin":
        _look_for_homebrew_pango()
    elif shutil.which("apt-get"):
        _provide_debian_packages()
    else:
        _look_for_pango()


def _look_for_windows_pango() -> None:
    folders = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", DLL_FOLDERS).split(";")
    if not any((Path(folder) / "libpango-1.0-0.dll").is_file() for folder in folders):
        raise SetupError("Pango, which lays out the text, is missing: see docs/install.md, Windows.")


def _look_for_homebrew_pango() -> None:
    if ctypes.util.find_library("pango-1.0"):
        return
    prefixes = ("/opt/homebrew", "/usr/local")
    found = [prefix for prefix in prefixes if Path(prefix, "lib/libpango-1.0.dylib").exists()]
    if not found:
        raise SetupError(
            "Pango, which lays out the text, is missing. Install it:\n    brew install pango"
        )
    raise SetupError(
        "Pango is installed, but this Python does not look where Homebrew puts it. Take Homebrew's:\n"
        f"    brew install python && make draft PYTHON={found[0]}/bin/python3"
    )


def _look_for_pango() -> None:
    if not _has_venv():
        raise SetupError("Python's own modules venv and ensurepip are missing: install them.")
    if _missing(PANGO):
        raise SetupError(
            "Pango, which lays out the text, is missing. Install the package 'pango' of your system."
        )
    _warn_of_subsetter()


def _provide_debian_packages() -> None:
    needed, wanted = _needed_packages(), _missing(SUBSETTER)
    if not needed and not wanted:
        return
    privilege = _privilege()
    if privilege is not None:
        say(f"setup: installing {' '.join(needed + wanted)} with apt-get")
        if not _apt(privilege, needed + wanted) and needed and wanted:
            _apt(privilege, needed)
    still = _needed_packages()
    if still:
        packages = still + _missing(SUBSETTER)
        raise SetupError(
            f"Some packages of the system are missing. Run this, then try again:\n"
            f"    {_apt_by_hand(packages)}"
        )
    _warn_of_subsetter()


def _needed_packages() -> list[str]:
    return ([] if _has_venv() else [VENV_PACKAGE]) + _missing(PANGO)


def _has_venv() -> bool:
    """Debian packs ensurepip apart from Python; an environment that is there already needs it no more."""
    if STAMP.is_file() and PYTHON.exists():
        return True
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _missing(libraries: dict[str, str]) -> list[str]:
    """The packages of those libraries that cannot be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _privilege() -> list[str] | None:
    """What goes before a command to run it as root; None where that takes a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    return sudo if run([*sudo, "true"], silent=True) else None


def _apt(privilege: list[str], packages: list[str]) -> bool:
    """Install packages. The lists of packages are fetched only where the present ones do not serve."""
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return run(install, silent=True) or (run([*apt, "update"]) and run(install))


def _apt_by_hand(packages: list[str]) -> str:
    command = f"apt-get update && apt-get install --no-install-recommends {' '.join(packages)}"
    become = "sudo sh -c" if shutil.which("sudo") else "su - -c"
    return command if os.geteuid() == 0 else f"{become} '{command}'"


def _warn_of_subsetter() -> None:
    if _missing(SUBSETTER):
        say("setup: the library harfbuzz-subset is missing: letters are made all the same, but slower")


# The environment and its packages


def provide_packages(extras: set[str]) -> None:
    """Fill `.venv` with letterkit, editable, and the packages of the lock, unless they are there.

    The lock has the hashes of every file that a version consists of, and pip takes no other.
    """
    written = STAMP.read_text(encoding="utf-8") if STAMP.is_file() else ""
    present = _extras_in(written)
    if PYTHON.exists() and extras <= present:
        return
    if not PYTHON.exists() or not written.startswith(_home()):
        _make_environment(anew=bool(written))
        present = set()
    STAMP.write_text(_home(), encoding="utf-8")
    wanted = sorted(extras | present)
    say(f"setup: installing letterkit and its packages ({','.join(wanted)})")
    _renew_pip()
    _pip("-c", str(LOCK), *requirements(wanted))
    # What is here has no hash, so that it comes by itself, and nothing else with it.
    _pip("--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(f"{_stamp()}{','.join(wanted)}\n", encoding="utf-8")


def _renew_pip() -> None:
    """Install the pip of the lock first: an older one takes no hashes from a file of constraints."""
    lines = LOCK.read_text(encoding="utf-8").split("\n")
    begin = next(i for i, line in enumerate(lines) if line.startswith("pip=="))
    end = next(i for i in range(begin, len(lines)) if not lines[i].endswith("\\"))
    entry = VENV / "letterkit-pip.txt"
    entry.write_text("\n".join(lines[begin : end + 1]) + "\n", encoding="utf-8")
    _pip("-r", str(entry))
    entry.unlink()


def requirements(extras: list[str]) -> list[str]:
    """What letterkit needs with those extras, as pyproject.toml says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    return [*project["dependencies"], *(line for extra in extras for line in optional[extra])]


def _extras_in(written: str) -> set[str]:
    """The extras that a stamp of this very lock names."""
    stamp = _stamp()
    return set(written.removeprefix(stamp).strip().split(",")) if written.startswith(stamp) else set()


def _home() -> str:
    """What an environment depends on: with another Python, or moved elsewhere, it is made anew."""
    return f"{SERIES} {VENV}\n"


def _stamp() -> str:
    content = (ROOT / "pyproject.toml").read_bytes() + LOCK.read_bytes()
    return f"{_home()}{hashlib.sha256(content).hexdigest()}\n"


def _make_environment(*, anew: bool) -> None:
    """What somebody else put into `.venv` is kept: only one that bears our stamp is made anew."""
    say(f"setup: making .venv with Python {SERIES}")
    clear = ["--clear"] if anew else []
    if not run([sys.executable, "-m", "venv", *clear, str(VENV)]):
        raise SetupError(f"Python could not make {VENV}: what it said stands above.")


def _pip(*arguments: str) -> None:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq"]
    if not run([*pip, "install", *arguments]):
        raise SetupError(
            "The packages could not be installed: what pip said stands above. If it was the network, "
            "look at the connection and its proxy, and run the same command again: what came is kept."
        )


# What the tests need of the system


def _provide_for_tests(missing: Callable[[], list[str]], tests: str) -> None:
    """Install the packages that are missing, or say which tests are skipped and what would bring them."""
    if not (packages := missing()):
        return
    privilege = _privilege() if shutil.which("apt-get") else None
    if privilege is not None:
        say(f"setup: installing {' '.join(packages)} with apt-get")
        _apt(privilege, packages)
    if packages := missing():
        by_hand = f": {_apt_by_hand(packages)}" if shutil.which("apt-get") else ""
        say(f"setup: {tests} are skipped for want of {' '.join(packages)}; install it{by_hand}")


# What the tests in a browser need


def provide_browser() -> None:
    """Install Chromium where it may be; without it those tests are skipped, and say so."""
    _provide_for_tests(_missing_for_the_browser, "tests in a browser")


def _missing_for_the_browser() -> list[str]:
    linux = sys.platform == "linux"
    return ([] if shutil.which(BROWSER) else [BROWSER]) + (_missing(DRIVER) if linux else [])


def provide_rules() -> None:
    """Install axe-core, the rules of accessibility, with the npm that is in `.venv`.

    Without it the test that needs it is skipped, and says so.
    """
    lock = (BROWSER_TESTS / "package-lock.json").read_bytes()
    stamp = BROWSER_TESTS / "node_modules" / "letterkit-setup"
    if stamp.is_file() and stamp.read_bytes() == lock:
        return
    say("setup: installing the rules of accessibility, axe-core")
    npm = [str(PYTHON.with_name("npm")), "ci", "--prefix", str(BROWSER_TESTS)]
    if not run([*npm, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]):
        say(
            "setup: axe-core could not be installed, so its test is skipped: what npm said stands above. "
            "If it was the network, look at the connection and its proxy, and run the same command again."
        )
        return
    stamp.write_bytes(lock)


# What other programs that read PDFs need


def provide_readers() -> None:
    """Install Java, for veraPDF, and poppler where it may be; without them their tests are skipped."""
    _provide_for_tests(_missing_readers, "tests of PDFs")


def _missing_readers() -> list[str]:
    programs = [package for program, package in READERS.items() if not shutil.which(program)]
    return programs + [package for file, package in JAXB.items() if not Path(file).is_file()]


# What opens our Word files besides Word


def provide_office() -> None:
    """Install LibreOffice's writer where it may be; without it the tests that ask it are skipped."""
    _provide_for_tests(_missing_for_the_office, "tests of Word files")


def _missing_for_the_office() -> list[str]:
    programs = [package for program, package in OFFICE.items() if not shutil.which(program)]
    folders = (Path(f"{folder}{end}") for folder in OFFICE_FONTS for end in ("", "2"))
    return programs + ([] if any(map(Path.is_dir, folders)) else list(OFFICE_FONTS.values()))


# What letters in other scripts are set in


def provide_fonts() -> None:
    """Install the fonts of other scripts where they may be."""
    _provide_for_tests(
        lambda: [package for file, package in FONTS.items() if not Path(file).is_file()],
        "tests of letters in other scripts",
    )


# What takes our faxes, and reads them


def provide_fax_server() -> None:
    """Install HylaFAX's server and who reads what it is sent; without them those tests are skipped."""
    _provide_for_tests(
        lambda: [package for program, package in FAX.items() if not shutil.which(program)],
        "tests of faxes",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
