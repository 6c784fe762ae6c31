"""Pages: what HTML holds, whether it lists pieces or is one, by what it is made of."""
