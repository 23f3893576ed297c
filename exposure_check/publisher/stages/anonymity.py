"""The anonymity rule: a bucket is shared by at least `K_MINIMUM` living people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.errors import PublishError
from exposure_check.protocol.suite import K_MINIMUM

if TYPE_CHECKING:
    from exposure_check.identity import Scheme


def prefix_bits(scheme: Scheme, requested: int | None) -> int:
    """The bits of the prefix: `requested`, or the most that the rule allows. Raises `PublishError` outside the rule."""
    if requested is None:
        return scheme.prefix_bits(K_MINIMUM)
    k = scheme.k(requested)
    if k < K_MINIMUM:
        raise PublishError(
            f"With {requested} bits a bucket of {scheme.id} would be shared by k = {k:,} living people; "
            f"the rule asks for {K_MINIMUM:,}.",
            advice=f"Use --prefix-bits {scheme.prefix_bits(K_MINIMUM)} or fewer, or leave the option out.",
        )
    return requested
