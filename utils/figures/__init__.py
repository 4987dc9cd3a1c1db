# SPDX-License-Identifier: GPL-2.0-only
"""Parts of figure.py: campaign files, their jobs, running them, tables and pictures."""
