"""A list of things to do, as a web service."""

import argparse
from contextlib import asynccontextmanager

import uvicorn
from database import Todo, engine, new_session, prepare
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession


class TodoText(BaseModel):
    """What is to be done."""

    title: str
    done: bool = False


class TodoEntry(TodoText):
    """Something to do, with its number."""

    id: int


@asynccontextmanager
async def lifespan(app: FastAPI):
    await prepare()
    yield
    await engine.dispose()


app = FastAPI(title="Things to do", lifespan=lifespan)


async def session():
    async with new_session() as session:
        yield session


def entry_of(todo: Todo) -> TodoEntry:
    return TodoEntry(id=todo.id, title=todo.title, done=todo.done)


async def find(number: int, session: AsyncSession) -> Todo:
    todo = await session.get(Todo, number)
    if todo is None:
        raise HTTPException(404, f"There is no todo {number}.")
    return todo


@app.get("/todos")
async def list_todos(session: AsyncSession = Depends(session)) -> list[TodoEntry]:
    todos = await session.scalars(select(Todo).order_by(Todo.id))
    return [entry_of(todo) for todo in todos]


@app.post("/todos", status_code=201)
async def add_todo(text: TodoText, session: AsyncSession = Depends(session)) -> TodoEntry:
    todo = Todo(title=text.title, done=text.done)
    session.add(todo)
    await session.commit()
    return entry_of(todo)


@app.put("/todos/{number}")
async def change_todo(
    number: int, text: TodoText, session: AsyncSession = Depends(session)
) -> TodoEntry:
    todo = await find(number, session)
    todo.title, todo.done = text.title, text.done
    await session.commit()
    return entry_of(todo)


@app.delete("/todos/{number}", status_code=204)
async def delete_todo(number: int, session: AsyncSession = Depends(session)) -> None:
    await session.delete(await find(number, session))
    await session.commit()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    uvicorn.run(app, host="127.0.0.1", port=port, access_log=False)
