"""The members: who may open the casebook, what each may do, and what a second member is asked to countersign."""
