"""What a person at a desk can do: one module per capability, its queries and its commands."""
