"""What is in the Markdown of runbooks: links, code, headings."""

from core.markdown import MARKDOWN, every_token, render_markdown

__all__ = ["code_in", "fences_in", "has_heading", "links_in", "render_markdown"]


def links_in(text: str) -> list[str]:
    """Where the links of a text lead, as they are written."""
    return [str(token.attrGet("href")) for token in every_token(MARKDOWN.parse(text)) if token.type == "link_open"]


def fences_in(text: str, language: str) -> list[str]:
    """The code blocks of a text in this language (sql, sql-write, console)."""
    return [
        token.content for token in every_token(MARKDOWN.parse(text)) if token.type == "fence" and token.info == language
    ]


def code_in(text: str) -> list[str]:
    """All code of a text: blocks of any kind, and what stands between backticks within a line."""
    kinds = ("fence", "code_block", "code_inline")
    return [token.content for token in every_token(MARKDOWN.parse(text)) if token.type in kinds]


def has_heading(text: str) -> bool:
    """Whether a text has headings of the first or second level, which a runbook's file has for itself."""
    return any(token.type == "heading_open" and token.tag in ("h1", "h2") for token in MARKDOWN.parse(text))
