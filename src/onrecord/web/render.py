"""Fills the templates. Whatever comes from a report is escaped, and its text kept exactly."""

from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from onrecord import __version__
from onrecord.web.views import day

OUTLETS_SHOWN = 8
"""Outlets in the filter before the rest is folded away: what fits beside the first few entries."""


def verbatim(text: str) -> Markup:
    """Escapes a text so that a browser has exactly its characters: it would change a bare CR."""
    return escape(text).replace("\r", Markup("&#13;"))


def _anchor(value: str) -> str:
    """Encodes an id for the fragment of an address."""
    return quote(value, safe="")


_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("onrecord.web"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters.update(verbatim=verbatim, anchor=_anchor, day=day)
_environment.globals.update(version=__version__, outlets_shown=OUTLETS_SHOWN)


def render(template: str, **values: object) -> str:
    """Fills one template."""
    return _environment.get_template(template).render(values)
