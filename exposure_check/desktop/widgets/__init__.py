"""Widgets that the toolkit lacks, each one concept."""
