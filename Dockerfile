# The stylesheet and the scripts
FROM node:24-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static ./static
RUN npm run build

# The Python packages, each with the hash that the lock names
FROM python:3.13-slim AS packages
COPY requirements/run.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r /requirements.txt

FROM python:3.13-slim
# What WeasyPrint draws PDFs with
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin restorative
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=restorative.settings
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY restorative ./restorative
COPY accounts ./accounts
COPY cases ./cases
COPY conferences ./conferences
COPY templates ./templates
COPY --from=assets /build/static ./static
# Needs no secret: the settings import without an environment.
RUN python -m compileall -q restorative accounts cases conferences \
    && python manage.py collectstatic --noinput --verbosity 0 --ignore scss
USER 10001
EXPOSE 8000
CMD ["gunicorn", "--config", "python:restorative.gunicorn", "restorative.wsgi"]
