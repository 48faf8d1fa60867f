"""What the database itself remembers of a row, and what is done about it.

PostgreSQL keeps with each row which transaction wrote it, and lays rows down as they come: whoever
reads its files could put who answered and what was answered side by side. So when an anonymous
survey is closed, its rows are written anew, all in one transaction and in the order of their keys.
SQLite orders these tables by their keys alone (`models.UNORDERED`).
"""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# A table, which of its rows are of the survey, and the order that tells nothing.
REWRITTEN: Final = (
    ("survey_taken", "survey_id = {}", "member_id"),
    ("survey_responses", "survey_id = {}", "id"),
    (
        "survey_answers",
        "response_id IN (SELECT id FROM survey_responses WHERE survey_id = {})",
        "response_id, question_id",
    ),
)


async def untie(session: AsyncSession, survey_id: int) -> None:
    """Nobody answers any more: the survey's row is locked by whoever closes it."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table, of_survey, _ in REWRITTEN:
        rows = of_survey.format(int(survey_id))
        await session.execute(
            text(
                f"CREATE TEMPORARY TABLE {table}_anew ON COMMIT DROP AS"
                f" SELECT * FROM {table} WHERE {rows}"
            )
        )
    # Answers go with their responses.
    for table, of_survey, _ in REWRITTEN[:2]:
        await session.execute(text(f"DELETE FROM {table} WHERE {of_survey.format(survey_id)}"))
    for table, _, order in REWRITTEN:
        await session.execute(
            text(f"INSERT INTO {table} SELECT * FROM {table}_anew ORDER BY {order}")
        )
