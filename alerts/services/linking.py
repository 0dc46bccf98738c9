"""Giving each notice its opportunity: the one its keys name, or a new one; two that turn out to be one are merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from alerts.services.identity import Identity, identity
from alerts.store.engine import Session
from alerts.store.merging import merge_into
from alerts.store.opportunities import (
    Opportunity,
    find_by_key,
    load_opportunities,
    put_identities,
    put_opportunities,
)
from scrapers.notice import Notice, NoticeKind


def link(session: Session, notices: Sequence[Notice], now: datetime) -> dict[str, str]:
    """Notice id → opportunity id. The caller holds the turn (`opportunities.take_turn`)."""
    identities = {notice.id: identity(notice) for notice in notices}
    keys = {key for one in identities.values() for key in one.all_keys()}
    book = find_by_key(session, keys)
    opportunities = load_opportunities(session, set(book.values()))
    linker = _Linker(now, dict(book), dict(opportunities), frozenset(opportunities))
    chosen = {notice.id: linker.place(notice, identities[notice.id]) for notice in notices}
    put_opportunities(session, list(linker.touched.values()))
    for gone, kept in linker.merged.items():
        if gone in opportunities:
            merge_into(session, linker.now_in(kept), gone, now)
    put_identities(session, {key: linker.now_in(linker.book[key]) for key in linker.fresh_keys})
    return {notice_id: linker.now_in(opportunity) for notice_id, opportunity in chosen.items()}


@dataclass(slots=True)
class _Linker:
    """The keys and opportunities that concern one batch, as they become while its notices are placed."""

    now: datetime
    book: dict[str, str]
    opportunities: dict[str, Opportunity]
    stored: frozenset[str]
    fresh_keys: set[str] = field(default_factory=set)
    touched: dict[str, Opportunity] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)  # gone → kept

    def now_in(self, opportunity: str) -> str:
        """What an opportunity has become, through any number of mergings."""
        while opportunity in self.merged:
            opportunity = self.merged[opportunity]
        return opportunity

    def place(self, notice: Notice, keys: Identity) -> str:
        """The opportunity of one notice."""
        found = self._certain(keys)
        announced = notice.kind is NoticeKind.PRIOR or any(self.opportunities[one].announced_only for one in found)
        procedure, reference = keys.with_phase(announced)
        if procedure in self.book:
            found.add(self.now_in(self.book[procedure]))
        if reference in self.book and self._may_be(self.now_in(self.book[reference]), keys.procedure, found):
            found.add(self.now_in(self.book[reference]))
        kept = self._one_of(found, notice, announced)
        self._remember(kept, keys, procedure, reference)
        return kept

    def _certain(self, keys: Identity) -> set[str]:
        return {self.now_in(self.book[key]) for key in keys.links if key in self.book}

    def _may_be(self, opportunity: str, procedure: str | None, found: set[str]) -> bool:
        """A buyer's reference does not join two procedures that have each their own identifier."""
        known = {self.opportunities[one].procedure_id for one in (opportunity, *found)}
        return len((known | {procedure}) - {None}) <= 1

    def _one_of(self, found: set[str], notice: Notice, announced: bool) -> str:
        """The oldest of those found, into which the others go; a new one when nothing was found."""
        if not found:
            self.opportunities[notice.id] = Opportunity(notice.id, self.now, None, announced)
            self.touched[notice.id] = self.opportunities[notice.id]
            return notice.id
        kept, *others = sorted(found, key=lambda one: (one not in self.stored, self.opportunities[one].created_at, one))
        for gone in others:
            self.merged[gone] = kept
            self.touched.pop(gone, None)
        return kept

    def _remember(self, kept: str, keys: Identity, procedure: str | None, reference: str | None) -> None:
        if keys.procedure and self.opportunities[kept].procedure_id is None:
            self.opportunities[kept] = replace(self.opportunities[kept], procedure_id=keys.procedure)
            self.touched[kept] = self.opportunities[kept]
        for key in (*keys.links, procedure, reference):
            if key and key not in self.book:
                self.book[key] = kept
                self.fresh_keys.add(key)
