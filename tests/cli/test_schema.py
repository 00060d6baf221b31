"""What commands print for other programs follows the schema that `letterkit schema` prints for it."""

from __future__ import annotations

import io
import json
import sys
from contextlib import AbstractContextManager, chdir, redirect_stderr, redirect_stdout
from typing import Any
from unittest import mock

import jsonschema
import pytest

from conftest import OLD_LETTER, Repository, Small, run
from letterkit.campaign import schemas as workspace_schemas
from letterkit.cli import main
from letterkit.cli.schemas import SCHEMAS

PDF = "campaigns/talks/out/letter.pdf"


@pytest.fixture
def letters(repository: Repository) -> Small:
    """The small workspace with something to find in it: a mistake, an old letter, a final PDF."""
    small = repository.small
    small.write("old.txt", OLD_LETTER)
    small.change("seeds/people/jane-doe.yaml", "since 2018", "since February 2018")
    return small


def printed(small: Small, *words: str, status: int = 0) -> Any:
    """What a command prints as JSON on stdout."""
    out, err, ended = io.StringIO(), io.StringIO(), 0
    with chdir(small.root), redirect_stdout(out), redirect_stderr(err), argv(*words, "--format", "json"):
        try:
            main()
        except SystemExit as stop:
            ended = int(stop.code or 0)
    assert ended == status, err.getvalue()
    return json.loads(out.getvalue())


def argv(*words: str) -> AbstractContextManager[list[str]]:
    """The command line with these words."""
    return mock.patch.object(sys, "argv", ["letterkit", *words])


def check(name: str, value: object) -> None:
    """The value follows the schema, and the schema those of JSON Schema."""
    schema = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_of_each_name(name: str) -> None:
    schema = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]


def test_findings(letters: Small) -> None:
    letters.change("campaigns/talks/campaign.yaml", "framing: opening", "framing: opning")
    found = printed(letters, "check", status=1)
    check("findings", found)
    assert [one["code"] for one in found] == ["LK204"]


def test_status(letters: Small) -> None:
    found = printed(letters, "status")
    check("status", found)
    assert found["campaigns"][0]["not_committed"]["library"] == ["seeds/people/"]


def test_status_without_git(small: Small, no_git_settings: None) -> None:
    found = printed(small, "status")
    check("status", found)
    assert found["no_revision"]


def test_log(letters: Small) -> None:
    found = printed(letters, "log", "talks")
    check("log", found)
    assert [one["message"] for one in found] == [None, "Begin"]


@pytest.mark.parametrize(
    "topic", ["dialogues", "campaigns", "blocks", "people", "cases", "organisations", "addresses"]
)
def test_list(small: Small, topic: str) -> None:
    found = printed(small, "list", topic)
    check("list", found)
    assert found
    with pytest.raises(jsonschema.ValidationError):
        check("list", [{**found[0], "more": ""}])


def test_block(small: Small) -> None:
    (page,) = found = printed(small, "show", "jane-doe")
    check("block", found)
    assert page["used_by"] == [
        {
            "name": "case-lists/named",
            "location": {"file": "seeds/case-lists/named.yaml", "line": 3, "column": 5},
        }
    ]
    assert {"name": "verified", "value": "2020-04"} in page["facts"]


def test_code(small: Small) -> None:
    check("code", printed(small, "explain", "LK204"))


def test_doctor(small: Small) -> None:
    check("doctor", printed(small, "doctor"))


def test_inspect(small: Small) -> None:
    assert run(small, "render", "talks").returncode == 0
    found = printed(small, "inspect", PDF)
    check("inspect", found)
    assert found["delivery"]["addressees"][0]["fax"][0]["e164"] == "+12026472283"
    assert "letter.json" in found["attachments"]


def test_inspect_of_a_pdf_of_others(small: Small) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(small.root / "other.pdf")
    found = printed(small, "inspect", "other.pdf")
    check("inspect", found)
    assert found["delivery"] is None


def test_import(letters: Small) -> None:
    found = printed(letters, "import", "--dry-run", "old.txt")
    check("import", found)
    assert found[0]["kind"] == "letter"


def test_document(letters: Small) -> None:
    def file(*words: str) -> Any:
        done = run(letters, *words, "--format", "json")
        assert done.returncode == 0, done.stderr
        return json.loads((letters.root / done.stdout.strip()).read_text(encoding="utf-8"))

    check("document", file("render", "talks"))
    check("document", file("redline", "talks"))


def test_what_is_no_json_is_refused_before_anything_is_done(small: Small) -> None:
    for words in (["log"], ["status"], ["list", "blocks"], ["show", "jane-doe"], ["doctor"]):
        done = run(small, *words, "--format", "xml")
        assert (done.returncode, done.stdout) == (2, "")
        assert "choose text or json" in done.stderr


def test_a_workspace_keeps_those_of_its_files(small: Small) -> None:
    assert run(small, "schema", "--write").returncode == 0
    kept = {file.name: file.read_text(encoding="utf-8") for file in (small.root / "schemas").iterdir()}
    assert kept == workspace_schemas.files()
    assert {name.removesuffix(".json") for name in kept} < set(SCHEMAS)
    assert run(small, "schema", "issue").stdout == kept["issue.json"]


def test_nothing_is_printed_as_json_that_has_no_schema() -> None:
    """A command that takes `--format json` is one of those above."""
    from letterkit.cli import COMMANDS, command_at

    with_json = {
        name
        for name, (place, _) in COMMANDS.items()
        if any(
            "--format" in parameter.opts and "json" in parameter.metavar
            for parameter in command_at(place).params
        )
    }
    described = {"check": "findings", "show": "block", "explain": "code"}
    described |= {"receive": "received", "proposals": "received"}
    assert with_json
    assert {described.get(name, name) for name in with_json} <= set(SCHEMAS)
