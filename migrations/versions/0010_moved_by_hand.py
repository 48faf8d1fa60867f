"""moved by hand"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Whom someone moved: what the registry says of them now is not known, so it has them where they
# were before.
MOVED = """
    UPDATE members SET registry_organisation_id =
        (SELECT t.from_id FROM transfers AS t
        WHERE t.member_id = members.id AND t.done_at IS NOT NULL ORDER BY t.id DESC LIMIT 1)
    WHERE id IN (SELECT member_id FROM transfers WHERE done_at IS NOT NULL)"""
# A row's hash is made of other things from now on: the next import finds every row changed once,
# and the last one cannot be taken back by it any more.
FORGET = (
    "DELETE FROM import_undo_phones",
    "DELETE FROM import_undo",
    "UPDATE imports SET is_last = false",
    # What was wrong with a file is said in the reader's language: it is read once more.
    "UPDATE imports SET bad = NULL, reason = NULL",
    "UPDATE imports SET stage = 'checking' WHERE stage IN ('checked', 'confirming')",
)


def upgrade() -> None:
    for statement in FORGET:
        op.execute(statement)
    with op.batch_alter_table("import_undo", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registry_organisation_id", sa.Integer(), nullable=True))

    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registry_organisation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_members_registry_organisation_id_organisations"),
            "organisations",
            ["registry_organisation_id"],
            ["id"],
        )
        batch_op.create_index(
            "ix_members_moved_by_hand",
            ["registry_organisation_id"],
            unique=False,
            sqlite_where=sa.text("registry_organisation_id IS NOT NULL"),
            postgresql_where=sa.text("registry_organisation_id IS NOT NULL"),
        )
    op.execute(MOVED)


def downgrade() -> None:
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_members_moved_by_hand",
            sqlite_where=sa.text("registry_organisation_id IS NOT NULL"),
            postgresql_where=sa.text("registry_organisation_id IS NOT NULL"),
        )
        batch_op.drop_constraint(
            batch_op.f("fk_members_registry_organisation_id_organisations"), type_="foreignkey"
        )
        batch_op.drop_column("registry_organisation_id")

    with op.batch_alter_table("import_undo", schema=None) as batch_op:
        batch_op.drop_column("registry_organisation_id")
