"""How Sphinx makes the site of these pages: `make docs`."""
from __future__ import annotations

from pygments.lexers.special import TextLexer

import kg

project, author, release = "政图 Zhengtu", "The Zhengtu authors", kg.__version__
html_title = f"{project} {release}"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"      # brings its fonts and scripts along: a page asks the net for nothing
html_show_sphinx = False
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]      # links into the repository, which GitHub follows and the site does not
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"


def setup(app) -> None:
    app.add_lexer("tsv", TextLexer)
    app.add_lexer("mermaid", TextLexer)     # GitHub draws these diagrams; the site shows their source
