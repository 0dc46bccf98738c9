"""The colours of our e-mails, by day and by night: every text stands on its background with a contrast of 4.5 to 1 at
least (WCAG 2.2, 1.4.3). Templates name colours; nothing else chooses one."""

from dataclasses import dataclass

from alerts.model.reading import Answer


@dataclass(frozen=True, slots=True)
class Colours:
    """`page` lies under everything, `paper` under what is read. `soft`: text that is read second."""

    page: str
    paper: str
    ink: str
    soft: str
    edge: str
    link: str
    brand: str
    tint: str
    yes: str
    yes_tint: str
    check: str
    check_tint: str
    no: str
    no_tint: str
    button: str
    on_button: str


DAY = Colours(
    page="#f0f3f2",
    paper="#ffffff",
    ink="#1c2529",
    soft="#525f66",
    edge="#d9e0df",
    link="#0b5394",
    brand="#14505c",
    tint="#f2f5f6",
    yes="#0b5c42",
    yes_tint="#e6f4ed",
    check="#754000",
    check_tint="#fdf1da",
    no="#8a1f1a",
    no_tint="#f9ecea",
    button="#14505c",
    on_button="#ffffff",
)
NIGHT = Colours(
    page="#0f1315",
    paper="#191f22",
    ink="#e8ecec",
    soft="#b1bcc0",
    edge="#343d41",
    link="#8ec5f5",
    brand="#8fd0d9",
    tint="#22292d",
    yes="#85dcb8",
    yes_tint="#14291f",
    check="#f2c871",
    check_tint="#2f260f",
    no="#ffb4ac",
    no_tint="#331d1c",
    button="#8fd0d9",
    on_button="#0c1a1d",
)

TEXT_ON = (
    *((text, ground) for text in ("ink", "soft", "brand", "link") for ground in ("page", "paper")),
    *((text, "tint") for text in ("ink", "soft", "link")),
    *((text, f"{answer.value}_tint") for answer in Answer for text in ("ink", "soft", answer.value)),
    ("on_button", "button"),
)
"""Every pair of text and background that templates use."""
