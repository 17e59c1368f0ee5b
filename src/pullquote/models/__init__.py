"""Language models: their weights, and the ways to ask them."""
