# SPDX-License-Identifier: GPL-2.0-only
"""The page of a run: what its folder holds, as one HTML file."""
