"""The processes that are measured: one module a kind, ours and what people usually write."""
