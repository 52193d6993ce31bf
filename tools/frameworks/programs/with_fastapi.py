"""A service with FastAPI: what it needs, it is given, and what it answers is checked."""

import asyncio
import sys

import uvicorn
from fastapi import Depends, FastAPI
from pydantic import BaseModel


class Greeting(BaseModel):
    text: str


async def salutation():
    await asyncio.sleep(0)
    return "Hello"


app = FastAPI()


@app.get("/greet/{name}")
async def greet(name: str, word: str = Depends(salutation)) -> Greeting:
    greeting = Greeting(text=f"{word}, {name}!")  # @stop
    return greeting  # @after


uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]))
