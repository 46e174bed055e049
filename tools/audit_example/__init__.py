"""The ledgers of `examples/audit/`, as offices keep them: some from the templates, some of their own make, some broken.

Every person, case and figure is invented.
"""
