"""The audit before an inspection: a folder with report, ledgers and persons' words in, a package of answers out."""
