"""The support desk: a window for a helper, who sees what the caller sees and never who she is or what she was told."""
