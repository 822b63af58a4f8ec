"""Who publishes waits for whoever does so already: what may be published, and what is found, depends on the others."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from operations.runbooks.content.folder import write_document
from operations.runbooks.models import RunbookVersion, Term, VersionState
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.indexing import rebuild_index
from operations.runbooks.services.publishing import LinkBroken, NoDraft, publish_draft
from operations.runbooks.services.syncing import sync_runbooks
from tests.house.processes import wait_for
from tests.operations.runbooks.documents import both, document, publish, step

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


class Elsewhere:
    """Another connection, in a thread of its own, beside the transaction of this one."""

    def __init__(self, pool: ThreadPoolExecutor, watch: psycopg.Connection[Any]) -> None:
        self._pool, self._watch = pool, watch

    def begin(self, call: Callable[[], Any]) -> Future[Any]:
        """Start it; returns once it waits for a lock, or has ended without."""
        future = self._pool.submit(_and_close, call)
        wait_for(lambda: future.done() or self._waits(), 30, "the other one to wait or to end")
        return future

    def _waits(self) -> bool:
        return self._watch.execute(WAITING).fetchone() == (1,)


@pytest.fixture
def elsewhere(app_db: psycopg.Connection[Any]) -> Iterator[Elsewhere]:
    """To do something at the same time."""
    with ThreadPoolExecutor(1) as pool:
        yield Elsewhere(pool, app_db)


def _and_close(call: Callable[[], Any]) -> Any:
    try:
        return call()
    finally:
        connection.close()


@contextmanager
def published_last(slug: str) -> Iterator[None]:
    """The draft of a runbook is published, and that commits when the block ends."""
    with transaction.atomic():
        publish_draft(slug=slug, actor=None)
        yield


def test_a_step_is_not_removed_while_a_link_to_it_is_published(elsewhere: Elsewhere) -> None:
    publish("coffee")
    save_draft(content=document("coffee", steps=[step("taste")]), actor=None)
    save_draft(content=document("tea", steps=[step(text=both("[coffee](coffee#look)"))]), actor=None)
    with published_last("tea"):
        removing = elsewhere.begin(lambda: publish_draft(slug="coffee", actor=None))
        assert not removing.done()
    with pytest.raises(LinkBroken, match=r"tea.*look"):
        removing.result(timeout=30)


def test_the_index_is_not_rebuilt_of_what_is_passed_by_meanwhile(elsewhere: Elsewhere) -> None:
    publish("coffee")
    save_draft(content=document("coffee", title=both("Tea kettle")), actor=None)
    with published_last("coffee"):
        rebuilding = elsewhere.begin(rebuild_index)
    rebuilding.result(timeout=30)
    assert set(Term.objects.values_list("version__number", flat=True)) == {2}


def test_whoever_saves_and_publishes_in_one_transaction_does_not_block_who_publishes_the_same(
    elsewhere: Elsewhere,
) -> None:
    publish("coffee")
    save_draft(content=document("coffee", title=both("Tea kettle")), actor=None)
    with transaction.atomic():
        draft = save_draft(content=document("coffee", title=both("Water")), actor=None)
        other = elsewhere.begin(lambda: publish_draft(slug="coffee", actor=None))
        publish_draft(slug="coffee", actor=None, expected_digest=draft.digest)
    with pytest.raises(NoDraft):
        other.result(timeout=30)
    assert [each.number for each in RunbookVersion.objects.current()] == [2]


def test_a_draft_that_is_begun_while_its_file_comes_in_is_not_written_over(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    write_document(tmp_path, document("tea"))
    with transaction.atomic():
        draft = save_draft(content=document("tea", title=both("Half a thought")), actor=None)
        syncing = elsewhere.begin(lambda: sync_runbooks(folder=tmp_path, prefer="file"))
    assert syncing.result(timeout=30).problems
    left = RunbookVersion.objects.get()
    assert (left.digest, left.state) == (draft.digest, VersionState.DRAFT)
