"""LibreOffice as the other program that reads our Word files: one process for all that a module asks.

It runs a macro of ours that comes with a profile of its own, so that nothing of the user's is touched and
no bridge to Python is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

PROGRAM = "soffice"
MISSING = "LibreOffice is not installed; make validate installs it where it may"
_SECONDS = 120
_ACTIONS = {"": "", "accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
_FILTERS = {".docx": "MS Word 2007 XML", ".pdf": "writer_pdf_Export"}
_MACRO = """\
Sub Run(list As String)
  Dim doc As Object, helper As Object, hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue, entry As String, parts, file As Integer
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  how(0).Name = "FilterName"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  file = FreeFile
  Open list For Input As #file
  Do While Not Eof(file)
    Line Input #file, entry
    parts = Split(entry, Chr(9))
    If UBound(parts) = 3 Then
      doc = StarDesktop.loadComponentFromURL(ConvertToURL(parts(0)), "_blank", 0, hidden())
      If parts(1) <> "" Then
        doc.RedlineProtectionKey = Array()
        helper.executeDispatch(doc.CurrentController.Frame, parts(1), "", 0, Array())
      End If
      how(0).Value = parts(2)
      doc.storeToURL(ConvertToURL(parts(3)), how())
      doc.close(True)
    End If
  Loop
  Close #file
  StarDesktop.terminate()
End Sub
"""
_MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Ours" \
script:language="StarBasic">{}</script:module>
"""
_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" \
library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Ours"/>
</library:library>
"""


def is_there() -> bool:
    """Whether LibreOffice is installed; in CI it must be."""
    return shutil.which(PROGRAM) is not None or os.environ.get("CI") == "true"


def converted(jobs: Iterable[tuple[Path, str, Path]], profile: Path) -> None:
    """Open each file, accept or reject all of its changes where asked, and save it as the target."""
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A first start fills the profile, and would put its own library in the place of ours.
    _run([*command, "--terminate_after_init"])
    basic = profile / "user" / "basic" / "Standard"
    escaped = _MACRO.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (basic / "Ours.xba").write_text(_MODULE.format(escaped), encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    asked = profile / "jobs"
    lines = ["\t".join((str(s), _ACTIONS[a], _FILTERS[t.suffix], str(t))) for s, a, t in jobs]
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _run([*command, f"macro:///Standard.Ours.Run({asked})"])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, timeout=_SECONDS, capture_output=True)
