"""Is it right? Cases, metrics and gates over `pullquote`."""
