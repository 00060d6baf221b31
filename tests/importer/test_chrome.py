"""The furniture of web pages."""

from __future__ import annotations

import pytest

from letterkit.importer import chrome


@pytest.mark.parametrize(
    "line",
    [
        "Skip to content Skip to navigation",
        "Donate Now",
        "Most Viewed",
        "Region / Country",
        "Share this on Facebook",
        "© 2013 Example. Contact us",
        "Home > News > Letters > 2016",
        "Your tax deductible gift can help.",
        "分享到微信 微博",
        "This site uses cookies to do things.",
    ],
)
def test_furniture(line: str) -> None:
    assert chrome.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Open letter to the President",
        "Example Rights Watch",
        "Jane Roe | Director | Example Watch",
        "Respectfully,",
        "Subject: Prisoners in China",
        "Human Rights First",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert not chrome.is_furniture(line)


def test_a_cloud_of_tags() -> None:
    assert chrome.is_tag_cloud("709事件 公眾知情權 司法公正 行政拘留")
    assert not chrome.is_tag_cloud("我们就被拘押者的情况致信阁下。")
