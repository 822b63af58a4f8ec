"""A page as its reader finds it: an element tree, and the questions that tests ask of it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            last = self.open.pop()
            self.builder.end(last)
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def parse(html: str) -> Element:
    """The root element of a page."""
    parser = _Parser()
    parser.feed(html)
    while parser.open:
        parser.builder.end(parser.open.pop())
    return parser.builder.close()


def words(element: Element) -> str:
    """All text of an element, with single spaces."""
    return re.sub(r"\s+", " ", " ".join(element.itertext())).strip()


def classes(element: Element) -> set[str]:
    """The classes of an element."""
    return set(element.get("class", "").split())


def with_class(root: Element, name: str) -> Iterator[Element]:
    """All elements of a class, in the order of the page."""
    return (element for element in root.iter() if name in classes(element))


def by_id(root: Element, ident: str) -> Element:
    """The element with an id."""
    return next(element for element in root.iter() if element.get("id") == ident)


def rows_of(table: Element) -> list[list[str]]:
    """The body of a table, cell by cell in words."""
    body = table.find("tbody") if table.tag == "table" else table.find(".//tbody")
    return [[words(cell) for cell in row if cell.tag in ("th", "td")] for row in (body if body is not None else ())]
