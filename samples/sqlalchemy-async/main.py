"""SQLAlchemy's asyncio extension, which runs its queries in greenlets."""

import asyncio

from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import MissingGreenlet
from sqlalchemy.ext.asyncio import AsyncAttrs, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload


class Base(AsyncAttrs, DeclarativeBase):
    """What is stored."""


class Author(Base):
    """Somebody who writes books."""

    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    """A book."""

    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship(back_populates="books")


async def fill(new_session):
    async with new_session.begin() as session:
        session.add(Author(name="Ada", books=[Book(title="Notes"), Book(title="Letters")]))
        session.add(Author(name="Grace", books=[Book(title="Compilers")]))


async def show_books(new_session):
    query = select(Author).options(selectinload(Author.books)).order_by(Author.name)
    async with new_session() as session:
        for author in await session.scalars(query):
            titles = [book.title for book in author.books]
            print(f"{author.name} wrote {', '.join(titles)}")


async def show_mistake(new_session):
    """Ask for books that were not loaded, outside of any greenlet of SQLAlchemy's."""
    async with new_session() as session:
        author = (await session.scalars(select(Author))).first()
        try:
            print(len(author.books))
        except MissingGreenlet:
            print("books cannot be loaded without await: load them with the author")
        print(f"{len(await author.awaitable_attrs.books)} books")


async def main():
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    new_session = async_sessionmaker(engine)
    await fill(new_session)
    await show_books(new_session)
    await show_mistake(new_session)
    await engine.dispose()


asyncio.run(main())
