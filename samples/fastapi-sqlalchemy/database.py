"""Where the things to do are kept: a SQLite file beside this one."""

import os
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

FILE = os.environ.get("TODOS_FILE", str(Path(__file__).with_name("todos.db")))

# SQLite has one writer at a time: with many requests, each may wait for long, in seconds.
engine = create_async_engine(f"sqlite+aiosqlite:///{FILE}", connect_args={"timeout": 60})
new_session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """What is stored."""


class Todo(Base):
    """Something to do."""

    __tablename__ = "todos"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    done: Mapped[bool]


class Statistics:
    """What the database was asked."""

    queries = 0


# SQLAlchemy calls this within a greenlet of the request: a breakpoint here shows
# that, as a thread, with all that led to the query.
@event.listens_for(engine.sync_engine, "before_cursor_execute")
def count_query(connection, cursor, statement, parameters, context, is_many):
    Statistics.queries += 1


async def prepare():
    """Create the tables that are not there yet."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
