"""The Markdown of runbooks: rendered without raw HTML, then cleaned all the same."""

from collections.abc import Callable, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").enable("strikethrough")
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def render_markdown(text: str, resolve: Callable[[str], str] = lambda link: link, *, demoted: int = 0) -> str:
    """HTML of a text, safe to show. `resolve`: from a link in the text (`#step`, `other-slug`, ...) to its address.

    `demoted`: by how many levels its headings stand lower, on a page that has the higher ones for itself.
    """
    tokens = _MARKDOWN.parse(text)
    for token in _all(tokens):
        if token.type == "link_open":
            token.attrSet("href", resolve(str(token.attrGet("href"))))
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + demoted, 6)}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "code": {"class"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )


def links_in(text: str) -> list[str]:
    """Where the links of a text lead, as they are written."""
    return [str(token.attrGet("href")) for token in _all(_MARKDOWN.parse(text)) if token.type == "link_open"]


def fences_in(text: str, language: str) -> list[str]:
    """The code blocks of a text in this language (sql, sql-write, console)."""
    return [token.content for token in _all(_MARKDOWN.parse(text)) if token.type == "fence" and token.info == language]


def code_in(text: str) -> list[str]:
    """All code of a text: blocks of any kind, and what stands between backticks within a line."""
    kinds = ("fence", "code_block", "code_inline")
    return [token.content for token in _all(_MARKDOWN.parse(text)) if token.type in kinds]


def has_heading(text: str) -> bool:
    """Whether a text has headings of the first or second level, which a runbook's file has for itself."""
    return any(token.type == "heading_open" and token.tag in ("h1", "h2") for token in _MARKDOWN.parse(text))


def _all(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [])
