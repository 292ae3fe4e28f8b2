"""Members' keys, the files that hold them, and what this computer keeps."""
