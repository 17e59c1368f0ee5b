"""Which quotations and claims of a text the articles bear out."""
