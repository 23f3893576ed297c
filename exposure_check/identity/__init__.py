"""From what a person typed to a canonical identifier, or why not.

Pure functions but for the day that it is, after which nobody was born: no input or output, no settings. `parse` is the
one way in; `spoken` says in words what no check digit covers; `samples` makes numbers that belong to no one.
python-stdnum is imported where a number is first read, because the first page of the window does without it.
"""

from exposure_check.identity.identifier import Identifier
from exposure_check.identity.reason import Reason
from exposure_check.identity.registry import SCHEMES, get, parse, schemes
from exposure_check.identity.samples import distinct_test_numbers, random_test_number
from exposure_check.identity.scheme import OpenNumber, Population, Scheme
from exposure_check.identity.spoken import other_schemes, read_back

__all__ = [
    "SCHEMES",
    "Identifier",
    "OpenNumber",
    "Population",
    "Reason",
    "Scheme",
    "distinct_test_numbers",
    "get",
    "other_schemes",
    "parse",
    "random_test_number",
    "read_back",
    "schemes",
]
