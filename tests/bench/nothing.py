"""The product's Celery with a task that does nothing, to compare with.

celery -A tests.bench.nothing worker
"""

from restorative.celery import app


@app.task(name="tests.bench.nothing", ignore_result=True)
def nothing() -> None:
    pass
