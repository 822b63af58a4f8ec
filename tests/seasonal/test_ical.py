"""The calendar is what RFC 5545 says."""

from datetime import UTC, date, datetime

from seasonal.ical import Entry, calendar

NOW = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


def lines(*entries: Entry) -> list[str]:
    return calendar(entries, name="Saisons", made_at=NOW).split("\r\n")


def entry(title: str = "Oktoberfest 2027", **more: str) -> Entry:
    return Entry(uid="season-1@freshops", first=date(2027, 9, 1), last=date(2027, 10, 15), title=title, **more)


def test_the_last_day_is_included() -> None:
    found = lines(entry())
    assert "DTSTART;VALUE=DATE:20270901" in found
    assert "DTEND;VALUE=DATE:20271016" in found


def test_every_line_ends_in_crlf_and_the_frame_is_closed() -> None:
    found = lines(entry())
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTAMP:20270102T030405Z" in found


def test_text_is_escaped() -> None:
    found = lines(entry("Wiesn, Bayern; \\ groß\r\nzweite Zeile"))
    assert "SUMMARY:Wiesn\\, Bayern\\; \\\\ groß\\nzweite Zeile" in found


def test_long_lines_are_folded_within_75_octets_and_no_character_is_cut() -> None:
    told = "Spargelsaison in Baden-Württemberg – überall größere Mengen, früh am Morgen, bis Johanni."
    text = calendar([entry(description=told)], name="x", made_at=NOW)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert told.replace(",", "\\,") in text.replace("\r\n ", "")


def test_a_calendar_without_entries_is_one() -> None:
    assert "BEGIN:VEVENT" not in lines()
