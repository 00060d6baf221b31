"""LibreOffice as the other program that reads our Word files: one process for all that a module asks.

It opens, accepts, rejects, edits and saves, by macros of ours that come with a profile of its own:
nothing of the user's is touched, and no bridge to Python is needed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

Sub SignAs(author As String)
  Dim node(0) As New com.sun.star.beans.PropertyValue, settings As Object
  node(0).Name = "nodepath" : node(0).Value = "/org.openoffice.UserProfile/Data"
  settings = createUnoService("com.sun.star.configuration.ConfigurationProvider")
  settings = settings.createInstanceWithArguments( _
    "com.sun.star.configuration.ConfigurationUpdateAccess", node())
  settings.givenname = author
  settings.commitChanges()
End Sub

Function Found(where As Object, words As String)
  Dim all As Object, one As Object, cell, inside
  Found = Null
  all = where.createEnumeration()
  Do While all.hasMoreElements()
    one = all.nextElement()
    If one.supportsService("com.sun.star.text.TextTable") Then
      For Each cell In one.CellNames
        inside = Found(one.getCellByName(cell), words)
        If Not IsNull(inside) Then
          Found = inside
          Exit Function
        End If
      Next
    ElseIf one.String = words Then
      Found = one
      Exit Function
    End If
  Loop
End Function

Sub Change(paragraph, parts)
  Dim where As Object, cursor As Object
  where = paragraph.getText()
  cursor = where.createTextCursorByRange(paragraph.Start)
  Select Case parts(0)
  Case "words"
    cursor.goRight(CInt(parts(2)), False)
    cursor.goRight(CInt(parts(3)), True)
    cursor.setString(parts(4))
  Case "split"
    cursor.goRight(CInt(parts(2)), False)
    where.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  Case "remove"
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")
  Case "join"
    cursor.gotoEndOfParagraph(False)
    cursor.goRight(1, True)
    cursor.setString(" ")
  Case "add"
    cursor.gotoEndOfParagraph(False)
    where.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    where.insertString(cursor, parts(4), False)
  End Select
End Sub

Sub Edit(list As String)
  Dim doc As Object, files As Object, job As Object, paragraph, parts
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  On Error GoTo Failed
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  how(0).Name = "FilterName" : how(0).Value = "MS Word 2007 XML"
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  job = createUnoService("com.sun.star.io.TextInputStream")
  job.setInputStream(files.openFileRead(ConvertToURL(list)))
  job.setEncoding("UTF-8")
  Do While Not job.isEOF()
    parts = Split(job.readLine(), Chr(9))
    If UBound(parts) = 4 Then
      Select Case parts(0)
      Case "open"
        SignAs(parts(3))
        doc = StarDesktop.loadComponentFromURL(ConvertToURL(parts(1)), "_blank", 0, hidden())
        doc.RedlineProtectionKey = Array()
        doc.RecordChanges = (parts(2) = "tracked")
      Case "save"
        doc.storeToURL(ConvertToURL(parts(1)), how())
        doc.close(True)
      Case Else
        paragraph = Found(doc.Text, parts(1))
        If Not IsNull(paragraph) Then Change(paragraph, parts)
      End Select
    End If
  Loop
  job.closeInput()
Failed:
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


@dataclass(frozen=True)
class Edit:
    """What somebody does to the paragraph that says `paragraph`.

    words: put `new` for the words from `at` to `end`; split: a new paragraph from `at` on; join: with the
    next; remove; add: `new` as a paragraph behind it.
    """

    kind: str
    paragraph: str
    at: int = 0
    end: int = 0
    new: str = ""

    def __str__(self) -> str:
        length = max(self.end - self.at, 0)
        return "\t".join((self.kind, self.paragraph, str(self.at), str(length), self.new))


@dataclass(frozen=True)
class Editing:
    """A file that somebody edits, with or without tracked changes, and saves as another."""

    source: Path
    target: Path
    author: str
    edits: Sequence[Edit]
    is_tracked: bool = True


def converted(jobs: Iterable[tuple[Path, str, Path]], profile: Path) -> None:
    """Open each file, accept or reject all of its changes where asked, and save it as the target."""
    lines = ("\t".join((str(s), _ACTIONS[a], _FILTERS[t.suffix], str(t))) for s, a, t in jobs)
    _run_macro("Run", lines, profile)


def edit(jobs: Iterable[Editing], profile: Path) -> None:
    """Edit each file by LibreOffice's own editor. An edit whose paragraph is not there is left out.

    A file with comments must not be among them: LibreOffice 7.4 without a window dies of it.
    """
    lines = []
    for job in jobs:
        tracked = "tracked" if job.is_tracked else ""
        lines += [f"open\t{job.source}\t{tracked}\t{job.author}\t"]
        lines += [str(each) for each in job.edits]
        lines += [f"save\t{job.target}\t\t\t"]
    _run_macro("Edit", lines, profile)


def _run_macro(name: str, lines: Iterable[str], profile: Path) -> None:
    """Run one of our macros on a list of what it has to do."""
    command = [PROGRAM, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A first start fills the profile, and would put its own library in the place of ours.
    _run([*command, "--terminate_after_init"])
    basic = profile / "user" / "basic" / "Standard"
    escaped = _MACRO.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    (basic / "Ours.xba").write_text(_MODULE.format(escaped), encoding="utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    asked = profile / "jobs"
    asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _run([*command, f"macro:///Standard.Ours.{name}({asked})"])


def _run(command: list[str]) -> None:
    """Run it; where it hangs, end also what it started. Raises CalledProcessError, TimeoutExpired."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            status = process.wait(timeout=_SECONDS)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if status:
        raise subprocess.CalledProcessError(status, command)
