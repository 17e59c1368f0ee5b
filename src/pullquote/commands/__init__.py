"""What stands behind each command: read the flags, call once, print."""
