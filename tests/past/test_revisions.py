"""Revisions: what a workspace is called, and what it was, in repositories of every odd kind."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Repository, Small
from letterkit.diagnostics import LetterkitError
from letterkit.library.workspace import Workspace
from letterkit.past import git
from letterkit.past.changed import describe
from letterkit.past.revisions import Revision, at, require_campaign

CAMPAIGN = "campaigns/talks/campaign.yaml"
FIRST = dt.date(2020, 3, 2)


def refused(workspace: Workspace, revision: str, campaign: str = "talks") -> LetterkitError:
    """What is said where the campaign can't be read in that revision."""
    with pytest.raises(LetterkitError) as caught, at(workspace, revision) as past:
        require_campaign(past, campaign)
    return caught.value


def seen(repository: Repository) -> str:
    """Everything that must not change when somebody looks: refs, index, working tree."""
    index = (repository.root / ".git/index").read_bytes().hex()
    return repository.git("for-each-ref") + repository.git("status", "--short") + index


# describe


def test_a_revision_is_named_by_its_hash_or_the_last_tag(repository: Repository) -> None:
    short = repository.git("rev-parse", "--short", "HEAD")
    assert describe(repository.small.workspace) == Revision(short, FIRST)
    repository.git("tag", "draft-1")
    assert describe(repository.small.workspace) == Revision("draft-1", FIRST)
    repository.commit("Nothing")
    found = describe(repository.small.workspace)
    assert found is not None
    assert found.name == repository.git("describe", "--tags") != "draft-1"


@pytest.mark.parametrize(
    "path",
    ["seeds/people/new.yaml", "templates/letter.css", "campaigns/talks/blocks/issues/x.yaml", CAMPAIGN],
)
def test_what_is_not_committed_shows(repository: Repository, path: str) -> None:
    repository.git("tag", "draft-1")
    repository.small.write(path, "# new\n")
    assert describe(repository.small.workspace) == Revision("draft-1+", FIRST)


@pytest.mark.parametrize("path", ["campaigns/talks/out/letter.pdf", "notes.txt"])
def test_what_makes_no_letter_does_not_show(repository: Repository, path: str) -> None:
    repository.git("tag", "draft-1")
    repository.small.write(path, "new")
    assert describe(repository.small.workspace) == Revision("draft-1", FIRST)


def test_a_staged_deletion_shows(repository: Repository) -> None:
    repository.git("tag", "draft-1")
    repository.git("rm", "--quiet", "seeds/people/jane-doe.yaml")
    assert describe(repository.small.workspace) == Revision("draft-1+", FIRST)


def test_no_revision_without_a_repository_or_a_commit(small: Small, no_git_settings: None) -> None:
    assert describe(small.workspace) is None
    Repository(small.root, small).git("init", "--quiet")
    assert describe(small.workspace) is None


def test_no_revision_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert describe(repository.small.workspace) is None


@pytest.mark.parametrize("ignored", ["inside/", "seeds/"])
def test_no_revision_of_a_repository_that_ignores_the_workspace(
    repository: Repository, ignored: str
) -> None:
    inside = Small(repository.root / "inside" / "letters")
    inside.write("seeds/issues/a.yaml", "")
    inside.write("campaigns/README.md", "")
    repository.small.write(".gitignore", ignored)
    assert describe(inside.workspace) is None


@pytest.mark.skipif(sys.platform == "win32", reason="the older git is a shell script")
def test_a_git_that_does_not_describe_in_a_log(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("tag", "draft-1")
    real = shutil.which("git")
    script = tmp_path / "bin" / "git"
    script.parent.mkdir()
    script.write_text(
        "#!/bin/sh\nfor word do shift\n"
        'word=$(printf %s "$word" | sed "s/%(describe/%%(describe/"); set -- "$@" "$word"\n'
        f'done\nexec {real} "$@"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    assert describe(repository.small.workspace) == Revision("draft-1", FIRST)


def test_settings_and_hooks_run_nothing(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{trap}'\ncat\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.editor", "gpg.program"):
        repository.git("config", key, str(program))
    repository.git("config", "log.showSignature", "true")
    repository.git("config", "core.hooksPath", str(tmp_path))
    shutil.copy(program, tmp_path / "post-index-change")
    os.utime(repository.root / CAMPAIGN, (0, 0))
    describe(repository.small.workspace)
    with at(repository.small.workspace, "HEAD") as past:
        require_campaign(past, "talks")
    assert not trap.exists()


def test_the_variables_of_a_hook_do_not_lead_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("tag", "draft-1")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert describe(repository.small.workspace) == Revision("draft-1", FIRST)


# at


def test_the_workspace_as_it_was(repository: Repository) -> None:
    small = repository.small
    small.change("seeds/framing/opening.yaml", "we write to you", "we turn to you")
    small.write("fonts/a b.ttf", "font")
    repository.commit("Turn")
    small.change("seeds/framing/opening.yaml", "we turn to you", "we wrote to you")
    before = seen(repository)
    with at(small.workspace, "HEAD~1") as past:
        root = past.workspace.root
        assert past.revision.date == FIRST
        assert "we write to you" in (root / "seeds/framing/opening.yaml").read_text("utf-8")
        assert not (root / "fonts").exists()
        letter, problems = Small(root).assemble()
        assert problems == []
        assert letter is not None
    assert not root.exists()
    with at(small.workspace, "HEAD") as past:
        assert (past.workspace.root / "fonts/a b.ttf").read_text() == "font"
        assert past.commit == repository.git("rev-parse", "HEAD")
    assert seen(repository) == before


def test_a_folder_with_spaces_and_other_letters_inside_a_repository(
    tmp_path: Path, small: Small, no_git_settings: None
) -> None:
    place = tmp_path / "our repo" / "Briefe 信 [x]*"
    place.parent.mkdir()
    small.root.rename(place)
    moved = Small(place)
    repository = Repository(place.parent, moved)
    repository.git("init", "--quiet")
    repository.commit("Begin")
    repository.small.write("seeds/issues/später.yaml", "x")
    (repository.root / "seeds").mkdir()
    with at(moved.workspace, "HEAD") as past:
        assert Small(past.workspace.root).problems() == []
    found = describe(moved.workspace)
    assert found is not None
    assert found.name.endswith("+")


def test_a_worktree_of_a_bare_clone_and_a_detached_head(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "--quiet", "--bare", str(repository.root), str(tmp_path / "bare.git"))
    bare = Repository(tmp_path / "bare.git", repository.small)
    bare.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "main")
    workspace = Workspace(tmp_path / "tree")
    assert describe(workspace) == describe(repository.small.workspace)
    with at(workspace, "main") as past:
        assert past.workspace.documents("talks") == ["letter"]


def test_links_and_submodules_lead_nowhere(repository: Repository, tmp_path: Path) -> None:
    root = repository.root
    (tmp_path / "secret.yaml").write_text("secret")
    (root / "notes.yaml").write_text("not of the workspace")
    seeds = root / "seeds/issues"
    (seeds / "inside.yaml").symlink_to("../people/jane-doe.yaml")
    (seeds / "out.yaml").symlink_to("../../notes.yaml")
    (seeds / "far-out.yaml").symlink_to(tmp_path / "secret.yaml")
    (seeds / "round.yaml").symlink_to("round.yaml")
    (root / "templates").symlink_to(tmp_path)
    commit = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},fonts")
    repository.commit("Links")
    with at(repository.small.workspace, "HEAD") as past:
        folder = past.workspace.root
        assert sorted(path.name for path in folder.iterdir()) == ["campaigns", "seeds"]
        found = sorted(path.name for path in (folder / "seeds/issues").iterdir())
        assert found == ["inside.yaml", "release.yaml"]
        assert not any(path.is_symlink() for path in folder.rglob("*"))


def test_names_that_lead_elsewhere_on_windows_are_left_out(repository: Repository) -> None:
    blob = repository.git("rev-parse", f"HEAD:{CAMPAIGN}")
    for path in (r"seeds/..\..\x.yaml", "seeds/c:x.yaml", "seeds/issues/ok name.yaml"):
        repository.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    repository.git("commit", "--quiet", "--message", "Names")
    with at(repository.small.workspace, "HEAD") as past:
        names = {path.name for path in (past.workspace.root / "seeds").rglob("*")}
    assert "ok name.yaml" in names
    assert not [name for name in names if "\\" in name or ":" in name]


# What can go wrong


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    error = refused(repository.small.workspace, "HEAD")
    assert str(error) == "there is no git on this machine\n  install it: https://git-scm.com/downloads"
    assert error.status == 3


def test_no_repository(small: Small, no_git_settings: None) -> None:
    error = refused(small.workspace, "HEAD")
    assert error.message == f"{small.root} is not in a git repository"
    assert "git init" in (error.hint or "")


def test_no_commit_yet(small: Small, no_git_settings: None) -> None:
    Repository(small.root, small).git("init", "--quiet")
    error = refused(small.workspace, "HEAD")
    assert error.message == "nothing is committed in this repository yet"


def test_a_strangers_repository(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    # Git's own tests take every repository for a stranger's with this variable.
    kept = git._KEPT.pattern + "|GIT_TEST_ASSUME_DIFFERENT_OWNER"
    monkeypatch.setattr(git, "_KEPT", re.compile(kept))
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    error = refused(repository.small.workspace, "HEAD")
    assert error.message == f"the repository {repository.root} belongs to another user of this machine"
    hint = f"if you trust it: git config --global --add safe.directory '{repository.root}'"
    assert error.hint == hint
    assert describe(repository.small.workspace) is None


@pytest.mark.parametrize("revision", ["nothing", "-x", "--output=x", CAMPAIGN, "HEAD~7", "HEAD..HEAD"])
def test_an_unknown_revision_names_the_last_commits(repository: Repository, revision: str) -> None:
    repository.commit("Say \x1b[31mred\x1b[0m")
    error = refused(repository.small.workspace, revision)
    assert error.message == f"there is no revision '{revision}'"
    assert error.status == 2
    short = repository.git("rev-parse", "--short", "HEAD")
    assert f"{short} 2020-03-03 Say \\x1b[31mred\\x1b[0m\n" in (error.hint or "")


@pytest.mark.parametrize("revision", ["", " ", "HEAD\nHEAD", "a\0b"])
def test_what_is_no_revision_at_all(repository: Repository, revision: str) -> None:
    error = refused(repository.small.workspace, revision)
    assert "is no revision" in error.message
    assert "\n" not in error.message


def test_a_misspelt_tag_or_branch(repository: Repository) -> None:
    repository.git("tag", "draft-1")
    repository.git("branch", "partners/review")
    assert refused(repository.small.workspace, "draft1").hint == "did you mean 'draft-1'?"
    assert refused(repository.small.workspace, "partner/review").hint == "did you mean 'partners/review'?"


def test_a_tag_and_a_branch_of_one_name(repository: Repository) -> None:
    repository.git("tag", "v1")
    repository.commit("More")
    repository.git("branch", "v1")
    error = refused(repository.small.workspace, "v1")
    assert error.message == "'v1' can mean more than one revision"
    assert error.hint == "say which: refs/heads/v1 or refs/tags/v1"
    with at(repository.small.workspace, "refs/tags/v1") as past:
        assert past.revision.date == FIRST


def test_the_beginning_of_two_hashes(repository: Repository) -> None:
    commits: dict[str, str] = {}
    lines = (f"commit refs/heads/many\ncommitter A <a@b> {n} +0000\ndata 1\nx\n" for n in range(900))
    stream = "".join(lines)
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        input=stream.encode(),
        cwd=repository.root,
        check=True,
    )
    for name in repository.git("rev-list", "many").split():
        if name[:4] in commits:
            break
        commits[name[:4]] = name
    error = refused(repository.small.workspace, name[:4])
    assert error.message == f"'{name[:4]}' can mean more than one revision"
    assert error.hint == "give more characters of it"


def test_a_revision_named_like_a_file_or_an_option(repository: Repository) -> None:
    repository.git("update-ref", "refs/heads/seeds", "HEAD")
    repository.git("update-ref", "refs/tags/-x", "HEAD")
    for revision in ("seeds", "-x"):
        with at(repository.small.workspace, revision) as past:
            assert past.workspace.documents("talks") == ["letter"]


def test_a_shallow_clone(repository: Repository, tmp_path: Path) -> None:
    repository.commit("More")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(clone))
    error = refused(Workspace(clone), "HEAD~1")
    assert error.message == (
        "'HEAD~1' is not in this clone, which has only the newest part of the history"
    )
    assert error.hint == "fetch the rest: git fetch --unshallow"


def test_a_partial_clone_fetches_nothing(repository: Repository, tmp_path: Path) -> None:
    repository.small.change("seeds/framing/opening.yaml", "we write", "we turn")
    repository.commit("More")
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--filter=blob:none", f"file://{repository.root}", str(clone))
    error = refused(Workspace(clone), "HEAD~1")
    assert error.message.startswith("this clone lacks a file of the history (")


def test_a_revision_before_the_workspace(tmp_path: Path, no_git_settings: None, small: Small) -> None:
    repository = Repository(tmp_path, small)
    repository.git("init", "--quiet")
    (tmp_path / ".gitignore").write_text("workspace")
    first = repository.commit("Something else")
    (tmp_path / ".gitignore").write_text("")
    second = repository.commit("Letters")
    error = refused(small.workspace, first)
    assert error.message == f"there was no workspace here in {first}"
    assert error.hint == f"the first commit with one is {second[:7]} (2020-03-03)"


# The campaign


def test_a_campaign_that_did_not_exist(repository: Repository) -> None:
    repository.small.write("campaigns/later/campaign.yaml", "dialogue: 2020-talks\n")
    assert refused(repository.small.workspace, "HEAD", "later").message == (
        "the campaign later was never committed"
    )
    added = repository.commit("Add")[:7]
    repository.small.change("campaigns/later/campaign.yaml", "2020", "2021")
    repository.commit("Change")
    error = refused(repository.small.workspace, "HEAD~2", "later")
    assert error.message == (
        f"the campaign later did not exist in HEAD~2; the first commit with it is {added} (2020-03-03)"
    )
    assert error.hint == f"compare with that commit or a later one: --since {added}"


def test_a_campaign_that_was_renamed_twice(repository: Repository) -> None:
    repository.git("mv", "campaigns/talks", "campaigns/spring")
    repository.commit("Rename")
    repository.git("mv", "campaigns/spring", "campaigns/summer")
    named = repository.commit("Rename again")[:7]
    error = refused(repository.small.workspace, "HEAD~2", "summer")
    assert error.message == (
        f"in HEAD~2 the campaign summer was named talks; it has its name since {named} (2020-03-04)"
    )
    assert error.hint == f"compare with that commit or a later one: --since {named}"
