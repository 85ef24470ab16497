"""How Alembic reaches the database: over the connection that `upgrade` hands it."""

from alembic import context

from storage import tables as rows

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=rows.metadata,
    # SQLite cannot change a column in place; a batch makes the table anew.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
