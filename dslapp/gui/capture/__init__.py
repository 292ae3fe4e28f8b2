"""Taking a part of the screen: asked about first, then marked by mouse or keys, and kept in memory only."""
