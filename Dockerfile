# dateline for a team: the command, its models and the drivers for PostgreSQL. Linted, not built, in CI.
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src ./src
COPY models ./models
RUN python -m venv /opt/dateline \
 && /opt/dateline/bin/pip install --no-cache-dir ./models/dateline-en ./models/dateline-en-fast ./models/dateline-gazetteer \
 && /opt/dateline/bin/pip install --no-cache-dir '.[brief,parquet,postgres,web,xlsx]'

FROM python:3.12-slim-bookworm
RUN useradd --create-home --uid 10001 dateline
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH PYTHONUNBUFFERED=1
USER dateline
WORKDIR /home/dateline
ENTRYPOINT ["dateline"]
CMD ["doctor"]
