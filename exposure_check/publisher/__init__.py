"""From plain breach records to a signed data set. The only package that ever sees plain breach records."""
