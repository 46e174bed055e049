"""Ledgers (台账): what an office keeps of its cases, read row by row, checked, and counted into facts."""
