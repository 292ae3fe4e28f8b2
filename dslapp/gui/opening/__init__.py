"""What is there before a casebook is unlocked: the unlock page, the first-run wizard, help when a way in is lost."""
