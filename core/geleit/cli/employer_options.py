"""The options that describe a firm, new or known."""

from __future__ import annotations

from geleit.cli.making import Option, option


def employer_options() -> tuple[Option, ...]:
    """Sector and territory, and whom to talk to."""
    return (
        option("--sector", metavar="TEXT"),
        option("--territory", metavar="CODE"),
        option("--contact-person", metavar="NAME"),
        option("--email", metavar="TEXT", label="email_employer"),
        option("--phone", metavar="TEXT", label="phone_employer"),
    )
