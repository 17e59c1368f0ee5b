"""The Gradio page over `pullquote`."""
