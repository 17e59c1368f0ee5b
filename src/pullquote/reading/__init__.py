"""From files of any kind to articles with one fixed text."""
