"""What we send, the CloudEvents package reads; and it is the same bytes whenever it is sent."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from django.conf import settings

from journal.webhooks.cloudevents import event_body, event_headers
from tests.journal.webhooks.messages import event


def test_the_package_reads_every_attribute() -> None:
    message = event()
    read = from_binary(HTTPMessage(event_headers(message), event_body(message)), JSONFormat())
    assert read.get_specversion() == "1.0"
    assert read.get_id() == str(message.event_id)
    assert read.get_source() == settings.PUBLIC_URL
    assert read.get_type() == "lead.hold.created"
    assert read.get_time() == message.recorded_at
    assert read.get_subject() == "lead/4711"
    assert read.get_datacontenttype() == "application/json"
    assert read.get_dataschema() == f"{settings.PUBLIC_URL}/api/v1/events/schemas/lead.hold.created/1/"
    assert read.get_extension("territory") == "DE"
    assert read.get_extension("correlationid") == str(message.correlation_id)
    assert int(read.get_extension("sequence")) == 42
    assert read.get_data() == message.payload


def test_what_an_event_has_not_is_left_out() -> None:
    headers = event_headers(event(territory=None, correlation_id=None))
    assert {"ce-territory", "ce-correlationid"}.isdisjoint(headers)


def test_values_that_no_header_can_carry_are_percent_encoded_and_come_back() -> None:
    odd = 'straße "100 %"\r\nce-id: forged'
    headers = event_headers(event(aggregate_type=odd))
    assert headers["ce-subject"] == "stra%C3%9Fe%20%22100%20%25%22%0D%0Ace-id:%20forged/4711"
    assert from_binary(HTTPMessage(headers, b"{}"), JSONFormat()).get_subject() == f"{odd}/4711"


def test_sequences_compare_as_text() -> None:
    texts = [event_headers(event(journal_id=number))["ce-sequence"] for number in (9, 10, 2**63 - 1)]
    assert texts == sorted(texts)


def test_the_time_is_in_utc_whatever_zone_it_came_in() -> None:
    local = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    assert event_headers(event(recorded_at=local))["ce-time"] == "2026-11-21T08:00:00Z"


def test_the_body_is_the_same_bytes_in_whatever_order_the_payload_comes() -> None:
    one = event(payload={"b": {"y": 1, "x": "ü"}, "a": [1.5, None]})
    other = event(payload={"a": [1.5, None], "b": {"x": "ü", "y": 1}})
    assert event_body(one) == event_body(other) == '{"a":[1.5,null],"b":{"x":"ü","y":1}}'.encode()


@pytest.mark.parametrize(
    ("source", "query"),
    [("freshops", "?direction=outgoing"), ("crm", "")],
)
def test_a_type_that_goes_both_ways_names_the_schema_of_who_sent_it(source: str, query: str) -> None:
    headers = event_headers(event(event_type="lead.status.changed", source=source))
    assert headers["ce-dataschema"].endswith(f"/api/v1/events/schemas/lead.status.changed/1/{query}")


def test_a_type_without_a_schema_names_none() -> None:
    assert "ce-dataschema" not in event_headers(event(event_type="lead.noted"))
