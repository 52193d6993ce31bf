"""A service with Django, in a file: its settings, a model in SQLite, two views, and `manage.py`."""

import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection, models
from django.http import HttpResponse
from django.urls import path

settings.configure(
    DEBUG=True,
    ROOT_URLCONF=__name__,
    SECRET_KEY="known to all",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/tmp/visitors.db"}},
)
django.setup()


class Visitor(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "visitors"


def greet(request, name):
    visitor = Visitor.objects.create(name=name)  # @stop
    visits = Visitor.objects.filter(name=visitor.name).count()  # @after
    return HttpResponse(f"Hello, {name}! {visits}")


async def greet_later(request, name):
    visitor = await Visitor.objects.acreate(name=name)  # @stop_async
    names = [each.name async for each in Visitor.objects.filter(name=visitor.name)]  # @after_async
    return HttpResponse(f"Hello, {name}! {len(names)}")


urlpatterns = [path("greet/<name>", greet), path("later/<name>", greet_later)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Visitor)
    execute_from_command_line(sys.argv)
