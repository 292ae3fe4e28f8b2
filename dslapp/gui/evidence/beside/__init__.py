"""What stands beside an exhibit: facts, acts, continuity, links, words read by a machine."""
