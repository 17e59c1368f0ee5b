"""What is derived from the articles and kept on disk."""
