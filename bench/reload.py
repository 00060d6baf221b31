"""Times a save until the page in the browser shows it, beside Typst: the medians and their ratio.

letterkit's time ends when Chromium shows the new words on `letterkit review --serve`. Typst's Python
package has no `typst watch`, so the nearest thing stands in for it: a process that stays, with Typst's
own compiler and the same watcher of files, which writes the PDF of the same words. Its time ends when
the file is written; no viewer has shown it yet. Both begin when the file is saved, and take turns.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from bench import typst_source
from letterkit.campaign import render as output
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.starter import new_workspace
from letterkit.library.workspace import Workspace

ROUNDS = 20
CHANGED = "seeds/issues/religious-freedom.yaml"
WORDS = "Say in public"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
# Typst's compiler keeps what it has made, as `typst watch` does; so does its list of fonts.
TYPST = """
import sys
from pathlib import Path
import typst, watchfiles
source, written = Path(sys.argv[1]), Path(sys.argv[2])
compiler = typst.Compiler(source)
written.write_bytes(compiler.compile())
print("ready", flush=True)
is_source = lambda _, path: path == str(source)
for _ in watchfiles.watch(source.parent, watch_filter=is_source, debounce=50, step=15):
    text = source.read_text()
    written.write_bytes(compiler.compile(input=source))
    print(text.splitlines()[0] if text else "", flush=True)
"""

# Saves the words of that number, and returns when they are to be seen.
Save = Callable[[int], None]


def main() -> None:
    """Measure in turns, and print."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("reload: not measured, there is no Chromium")
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "workspace")
        new_workspace(root).write()
        new_campaign(Workspace(root), "2016").write()
        with _letterkit(root, chromium) as letterkit, _typst(root, Path(folder, "typst")) as typst:
            saves = {"letterkit, save to page": letterkit, "typst, save to PDF": typst}
            times = _measure({name: save for name, save in saves.items() if save is not None})
    medians = [statistics.median(seconds) for seconds in times.values()]
    print(f"\n{'from a save, median of ' + str(ROUNDS):<32}{'median':>9}{'min':>9}{'max':>9}")
    for name, seconds in times.items():
        low, high = min(seconds), max(seconds)
        print(f"{name:<32}{statistics.median(seconds):>8.3f}s{low:>8.3f}s{high:>8.3f}s")
    print(*(f"ratio {medians[0] / theirs:.1f}" for theirs in medians[1:]))


def _measure(saves: dict[str, Save]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in saves}
    for number in range(ROUNDS + 1):
        for name, save in saves.items():
            began = time.perf_counter()
            save(number)
            if number:
                times[name].append(time.perf_counter() - began)
            time.sleep(0.3)  # nobody saves twice in the same breath
    return times


@contextmanager
def _letterkit(root: Path, chromium: str) -> Iterator[Save]:
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-u", "-m", "letterkit", "--quiet", "review", "--serve"]
    with (
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process,
        sync_playwright() as playwright,
    ):
        assert process.stdout is not None
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page()
        page.goto(process.stdout.readline().strip())
        block = root / CHANGED
        text = block.read_text(encoding="utf-8")
        shown = page.locator("#about-issues-religious-freedom-1 blockquote")

        def save(number: int) -> None:
            block.write_text(text.replace(WORDS, f"{WORDS} {number}"), encoding="utf-8")
            while f"{WORDS} {number}" not in (shown.text_content() or ""):
                time.sleep(0.002)

        yield save
        browser.close()
        process.terminate()


@contextmanager
def _typst(root: Path, folder: Path) -> Iterator[Save | None]:
    """None where Typst is not installed."""
    if find_spec("typst") is None:
        yield None
        return
    folder.mkdir()
    order = output.Order(Workspace(root), "2016-sed", formats=("txt",))
    output.render(order)
    text = order.path("letter", "txt").read_text(encoding="utf-8")
    source = folder / "letter.typ"
    source.write_text(typst_source(text), encoding="utf-8")
    command = [sys.executable, "-c", TYPST, str(source), str(folder / "letter.pdf")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()

        def save(number: int) -> None:
            assert process.stdout is not None
            changed = typst_source(text.replace(WORDS, f"{WORDS} {number}"))
            source.write_text(f"// {number}\n{changed}", encoding="utf-8")
            while (said := process.stdout.readline()) != f"// {number}\n":
                assert said, "typst ended"

        yield save
        process.terminate()


if __name__ == "__main__":
    main()
