# SPDX-License-Identifier: GPL-2.0-only
"""Sphinx: the module's manual as pages.

    sphinx-build -W -b html doc build/doc/manual
"""

project = "isac-aigc"
author = "the isac-aigc authors"
copyright = author

master_doc = "isac-aigc"
source_suffix = ".rst"
exclude_patterns = ["_build", "html"]
language = "en"

extensions = ["sphinx.ext.mathjax"]
# Literal blocks are shell sessions, C++ and CSV alike: none is guessed to be Python.
highlight_language = "none"

html_theme = "alabaster"
html_theme_options = {"page_width": "62em"}
html_copy_source = False
html_show_copyright = False
