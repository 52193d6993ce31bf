"""A service with Flask, which `flask run` imports; each request has a thread."""

from flask import Flask, render_template_string

app = Flask(__name__)


@app.get("/greet/<name>")
def greet(name):
    greeting = render_template_string("Hello, {{ name }}!", name=name)  # @stop
    return greeting  # @after
