"""Markdown of people: rendered without raw HTML, then cleaned all the same."""

from collections.abc import Callable, Iterator

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").enable("strikethrough")
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def render_markdown(text: str, resolve: Callable[[str], str] = lambda link: link, *, demoted: int = 0) -> str:
    """HTML of a text, safe to show. `resolve`: from a link in the text (`#step`, `other-slug`, ...) to its address.

    `demoted`: by how many levels its headings stand lower, on a page that has the higher ones for itself.
    """
    tokens = MARKDOWN.parse(text)
    for token in every_token(tokens):
        if token.type == "link_open":
            token.attrSet("href", resolve(str(token.attrGet("href"))))
        elif token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + demoted, 6)}"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "code": {"class"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )


def every_token(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from every_token(token.children or [])
