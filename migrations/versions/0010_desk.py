"""by when a question is to be taken, who was told of an absence, which edit was the last"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("take_by", sa.DateTime(timezone=True), nullable=True))
    # What waits already: nobody counts its working day any more, its promise is known.
    op.execute("UPDATE cases SET take_by = due_at WHERE status = 'queued'")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("case_messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("edited_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("edited_by", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case_messages", schema=None) as batch_op:
        batch_op.drop_column("edited_by")
        batch_op.drop_column("edited_at")
    with op.batch_alter_table("absences", schema=None) as batch_op:
        batch_op.drop_column("told_at")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_column("take_by")
