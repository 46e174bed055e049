"""The gap report as a Word file: layout and wording as data, over python-docx.

`layout` reads what is declared, `fields` gives the texts that its names stand for, `page` sets up page and styles,
`blocks` writes paragraphs and tables, `sections` puts the report together. `template` fills a province's own file.
"""
