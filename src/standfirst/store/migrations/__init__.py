"""How the schema came to be, step by step: every released store can be moved forwards."""
