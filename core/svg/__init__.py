"""Pictures made on the server: SVG elements, text widths and small charts. Pure functions, no models, no inline style.

Horizontal positions are shares of the width (written as percent) and vertical ones are pixels, so that a picture takes
any width without scaling its text. Colours come from the stylesheet, by class.
"""

from core.svg.bar_chart import bar_chart
from core.svg.bars import Bar
from core.svg.elements import element, percent
from core.svg.metrics import shorten, text_width
from core.svg.sparkline import sparkline

__all__ = ["Bar", "bar_chart", "element", "percent", "shorten", "sparkline", "text_width"]
