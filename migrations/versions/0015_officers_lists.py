"""lists of officers over years of applications"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("granted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index("ix_applications_ground")
        batch_op.create_index(
            "ix_applications_ground", ["fund", "ground", "case_id"], unique=False
        )
        batch_op.create_index(
            "ix_applications_granted",
            ["fund", "ground", "granted_at", "granted"],
            unique=False,
        )
    op.execute(
        """
        UPDATE applications SET granted_at = (
            SELECT cases.answered_at FROM cases
            WHERE cases.id = applications.case_id AND cases.status IN ('approved', 'paid')
        )
        """
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_due_at")
        batch_op.create_index("ix_cases_due", ["status", "due_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_due")
        batch_op.create_index("ix_cases_due_at", ["due_at"], unique=False)

    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.drop_index("ix_applications_granted")
        batch_op.drop_index("ix_applications_ground")
        batch_op.create_index("ix_applications_ground", ["fund", "ground"], unique=False)
        batch_op.drop_column("granted_at")
