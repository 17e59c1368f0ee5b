"""Who said what in one article: rules of English over its text."""
