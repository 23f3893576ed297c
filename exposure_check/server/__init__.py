"""Serves the signed files and evaluates blinded elements. Writes no address and no prefix anywhere."""
