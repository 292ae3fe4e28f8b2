"""Making an evidence pack: choosing what goes into it, and what to send by which way once it is made."""
