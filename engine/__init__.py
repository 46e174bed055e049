"""fazhi: compliance findings from annual reports on law-based government.

The data goes one way: documents -> extraction -> checklist -> rules -> scoring -> reporting.
"""

__version__ = "0.1.0"
