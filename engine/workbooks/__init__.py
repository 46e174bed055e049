"""Checklists as Excel workbooks: an overlay filled in by people who know Excel, and back into YAML.

In: a loaded checklist, or a workbook. Out: a workbook, or the overlay's YAML files. Nothing here is imported before
one of the two is asked for.
"""
