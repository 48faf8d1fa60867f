"""An application with its case and the rules it was filed under: what everything here works on."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.applications.models import Application, TermsRow
from bot.cases.models import Case
from bot.db import insert_new
from bot.errors import NoAccess
from bot.regulations import Body, Terms


@dataclass(frozen=True)
class Filed:
    case: Case
    application: Application
    terms: Terms

    @property
    def id(self) -> int:
        return self.case.id

    @property
    def body(self) -> Body:
        """Who has it now."""
        return self.terms.stages[self.application.stage]


def filed_where(*conditions: ColumnElement[bool]) -> Select[Case, Application, TermsRow]:
    """What was filed: a draft has no rules of its own yet."""
    return (
        select(Case, Application, TermsRow)
        .join(Application, Application.case_id == Case.id)
        .join(TermsRow, TermsRow.id == Application.terms_id)
        .where(*conditions)
    )


async def get(session: AsyncSession, case_id: int) -> Filed:
    return await _one(session, filed_where(Case.id == case_id))


async def locked(session: AsyncSession, case_id: int) -> Filed:
    """As it stands, nobody changing it before this transaction ends."""
    query = filed_where(Case.id == case_id).with_for_update(of=Case)
    return await _one(session, query.execution_options(populate_existing=True))


async def listed(session: AsyncSession, query: Select[Case, Application, TermsRow]) -> list[Filed]:
    return [
        Filed(case, application, _read(row.id, json.dumps(row.content)))
        for case, application, row in await session.execute(query)
    ]


async def terms_of(session: AsyncSession, ids: Collection[int]) -> dict[int, Terms]:
    """Rules by their row: few, however many applications go by them."""
    rows = await session.scalars(select(TermsRow).where(TermsRow.id.in_(ids)))
    return {row.id: _read(row.id, json.dumps(row.content)) for row in rows}


async def _one(session: AsyncSession, query: Select[Case, Application, TermsRow]) -> Filed:
    found = await listed(session, query)
    if not found:
        raise NoAccess
    return found[0]


@lru_cache(maxsize=256)
def _read(row_id: int, content: str) -> Terms:
    """Read once a process: a row never changes. By its content too, for tests have many bases."""
    return Terms.model_validate(json.loads(content))


async def keep_terms(session: AsyncSession, terms: Terms) -> int:
    """The id of these rules; written where nothing was filed under them yet."""
    content = terms.model_dump(mode="json")
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(plain.encode()).hexdigest()
    await insert_new(session, TermsRow, {"digest": digest, "content": content}, unique=("digest",))
    return (await session.scalars(select(TermsRow.id).where(TermsRow.digest == digest))).one()
