# SPDX-License-Identifier: GPL-2.0-only
"""Parts of campaign.py: campaign files, their jobs, running them, results, tables and pictures."""
