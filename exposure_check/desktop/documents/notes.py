"""Addresses of a report as numbered notes: in the text a number, at the end the addresses, each once."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Notes:
    """The addresses so far, in the order in which they were first named."""

    urls: list[str] = field(default_factory=list)

    def mark(self, url: str) -> str:
        """The mark of an address, such as "[3]"."""
        if url not in self.urls:
            self.urls.append(url)
        return f"[{self.urls.index(url) + 1}]"
