"""The guidance in the window: one question a page, the path drawn, and flows rehearsed without a case."""
