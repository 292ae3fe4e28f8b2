"""The forms for the rest of a case: what is still to do after the first save, and amendments."""
