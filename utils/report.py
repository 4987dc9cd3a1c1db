#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""One HTML file that shows a run: settings, figures, timeline, latency, energy, queue, pictures.

Reads the folder that an example or a training left. The page asks nobody for anything: pictures,
style and script are part of it. The same folder gives the same page.
"""
import os
import sys

import isac_plot
from isac_plot import fail
from report_page.compose import compose
from report_page.folder import Damaged, Run


def write(path, text):
    """The file as a whole, or not at all."""
    temporary = f"{path}.tmp{os.getpid()}"
    try:
        with open(temporary, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


def main(words):
    """Read the arguments and write the page."""
    parser = isac_plot.Parser(prog="report", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", metavar="RUN", help="results of an example or of a training")
    parser.add_argument("--out", metavar="FILE", help="default: report.html in the folder")
    arguments = parser.parse_args(words)
    path = arguments.out or os.path.join(arguments.folder, "report.html")
    try:
        run = Run(arguments.folder)
        if os.path.isdir(path):
            fail(f"{path}: a folder is in the way")
        text = compose(run)
    except Damaged as error:
        fail(error)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
    write(path, text)
    print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
