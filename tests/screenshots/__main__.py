"""`python -m tests.screenshots --out DIR [NAME …]`: the e-mails as .eml and .html, and their pictures; then the pages.

« pages » is the name of all pages together. `--guide` writes the pictures of docs/guide instead.
"""

import argparse
from collections.abc import Iterable, Sequence
from email import message_from_bytes, policy
from pathlib import Path

from tests.screenshots.guide import shoot_guide
from tests.screenshots.letters import Shown, letters
from tests.screenshots.pages import shoot_pages
from tests.screenshots.shots import chromium, shoot
from tests.screenshots.territory import Posted, posted, with_pictures


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="the folder to write in")
    parser.add_argument("names", nargs="*", help="only these e-mails, or « pages »")
    parser.add_argument("--guide", action="store_true", help="the pictures of the guide, in docs/guide/images")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        if chosen.guide:
            _told(shoot_guide(browser))
            return
        for shown in (*letters(), *posted()):
            if not chosen.names or shown.name in chosen.names:
                html = write(shown, chosen.out)
                _told(shoot(browser, html, chosen.out, shown.name))
        if not chosen.names or "pages" in chosen.names:
            _told(shoot_pages(browser, chosen.out))


def _told(paths: Iterable[Path]) -> None:
    for path in paths:
        print(path)  # noqa: T201


def write(shown: Shown | Posted, out: Path) -> str:
    """The e-mail and its two parts as files; the HTML is given back, with its pictures."""
    content = shown.content()
    (out / f"{shown.name}.eml").write_bytes(content)
    parsed = message_from_bytes(content, policy=policy.default)
    texts = {kind: parsed.get_body((kind,)).get_content() for kind in ("plain", "html")}  # type: ignore[union-attr]
    (out / f"{shown.name}.txt").write_text(texts["plain"], encoding="utf-8")
    (out / f"{shown.name}.html").write_text(texts["html"], encoding="utf-8")
    return with_pictures(content)


if __name__ == "__main__":
    main()
