"""Alerts: what is noticed, once; what is sent, signed, again when it fails, and never twice; the feed; who may say what."""

from __future__ import annotations

import hmac
import itertools
import json
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from records import few
from sqlalchemy import select, update

from dateline.errors import OptionError
from dateline.faces.cli import run
from dateline.record.alerts import delivery, keeping
from dateline.record.alerts.signing import PREFIX
from dateline.record.engine import now
from dateline.record.queries.events import Filter, page
from dateline.record.record import Record
from dateline.record.schema import alert_deliveries
from dateline.record.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"
NYALA = Filter(place="Nyala")


class Receiver:
    """A webhook on this machine: keeps what came, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str], float]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status, headers, wait = receiver.answers.pop(0) if receiver.answers else (204, {}, 0.0)
                time.sleep(wait)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(str(tmp_path / "record.sqlite"), create=True) as made:
        yield made


def saved(record: Store, wanted: Filter = NYALA, name: str = "Nyala", **more: Any) -> Any:
    with record.writing() as connection:
        return keeping.make(connection, name, wanted, by="ana", allow_private=True, **more)


def found(record: Store, key: str) -> list[Any]:
    with record.reading() as connection:
        return keeping.hits(connection, key)[0]


def log(record: Store, key: str) -> list[Any]:
    with record.reading() as connection:
        return keeping.deliveries(connection, key)


def due_now(record: Store) -> None:
    """As if the time to wait had gone by."""
    with record.writing() as connection:
        connection.execute(update(alert_deliveries).values(next=now(connection), held=""))


def test_what_comes_in_is_noticed_once_and_is_what_fits(record: Record) -> None:
    alert = saved(record).alert
    elsewhere = saved(record, Filter(place="Mexico"), "Mexico").alert
    record.add(few())
    with record.reading() as connection:
        fits = {one.key for one in page(connection, NYALA, limit=500).events}
    hits = found(record, alert.key)
    assert {one.event.key for one in hits} == fits != set()
    assert {one.news for one in hits} == {"new"}
    assert found(record, elsewhere.key) == []
    record.add(few())
    assert len(found(record, alert.key)) == len(hits)


def test_however_it_is_cut_the_same_is_noticed_and_more_only_for_who_wants_it(record: Record) -> None:
    only, more = saved(record).alert, saved(record, name="more", each="more").alert
    for one in few():
        record.add([one])
    with record.reading() as connection:
        fits = {one.key for one in page(connection, NYALA, limit=500).events}
    new = found(record, only.key)
    assert len({one.entry for one in new}) == len(new)
    told = found(record, more.key)
    assert {one.news for one in told} == {"new", "more"}
    assert {one.entry for one in told} == {one.entry for one in new}
    assert fits <= {one.event.key for one in told}


def test_what_was_there_before_is_no_news_and_a_pause_notices_nothing(record: Record) -> None:
    first, rest = few()[:8], few()[8:]
    record.add(first)
    alert, paused = saved(record, Filter(country="SD")).alert, saved(record, Filter(country="SD"), "paused").alert
    with record.writing() as connection:
        keeping.change(connection, paused.key, paused=True)
    with record.reading() as connection:
        before = {one.key for one in page(connection, Filter(country="SD"), limit=500).events}
    record.add(rest)
    assert before.isdisjoint(one.event.key for one in found(record, alert.key))
    assert found(record, paused.key) == []


def test_words_that_come_later_make_an_event_fit(record: Record) -> None:
    alert = saved(record, Filter(text="market")).alert
    record.add(few())
    with record.reading() as connection:
        fits = {one.key for one in page(connection, Filter(text="market"), limit=500).events}
    assert {one.event.key for one in found(record, alert.key)} == fits != set()


@pytest.mark.parametrize(
    ("name", "wanted", "webhook", "said"),
    [("", NYALA, "", "no name"), ("a", Filter(), "", "asks for nothing"), ("Nyala", NYALA, "", "already"),
     ("b", NYALA, "ftp://x.example/", "no http"), ("b", NYALA, "https://ana:pw@x.example/", "user name"),
     ("b", NYALA, "http://127.0.0.1:9/", "not public"), ("b", NYALA, "http://[::1]/", "not public"),
     ("b", NYALA, "http://169.254.169.254/latest", "not public"), ("b", NYALA, "http://2130706433/", "not public")],
)  # fmt: skip
def test_what_cannot_be_saved_is_said(record: Record, name: str, wanted: Filter, webhook: str, said: str) -> None:
    saved(record)
    with pytest.raises(OptionError, match=said), record.writing() as connection:
        keeping.make(connection, name, wanted, by="ana", webhook=webhook)


def test_a_webhook_is_told_once_and_signed(record: Record, receiver: Receiver) -> None:
    made = saved(record, webhook=receiver.address)
    record.add(few())
    assert {one.state for one in delivery.all_due(record, allow_private=True)} == {"sent"}
    hits = found(record, made.alert.key)
    assert sorted(receiver.ids()) == sorted(one.key for one in hits)
    secret = b64decode(made.secret.removeprefix(PREFIX))
    for headers, body in receiver.got:
        assert headers["idempotency-key"] == headers["webhook-id"]
        content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = b64encode(hmac.new(secret, content, sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{wanted}"
        assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
        told = json.loads(body)
        assert (told["type"], told["data"]["alert"]["name"]) == ("event.new", "Nyala")
        assert told["data"]["event"]["title"] in told["data"]["text"]
    assert delivery.all_due(record, allow_private=True) == []


def test_what_fails_is_tried_again_later_with_the_same_key_and_body(record: Record, receiver: Receiver) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with record.writing() as connection:
        keeping.put_test(connection, alert.key)
    receiver.answers = [(500, {}, 0), (503, {"retry-after": "900"}, 0), (302, {"location": "/elsewhere"}, 0)]
    waits = []
    for _ in range(4):
        (outcome,) = delivery.all_due(record, allow_private=True)
        waits.append((outcome.state, outcome.status, outcome.wait))
        assert delivery.all_due(record, allow_private=True) == [], "not before its time"
        due_now(record)
    assert waits == [("waiting", 500, 5), ("waiting", 503, 900), ("waiting", 302, 120), ("sent", 204, 0)]
    assert len(set(receiver.ids())) == 1
    assert len({body for _, body in receiver.got}) == 1
    ((sent, tries),) = log(record, alert.key)
    assert (sent.state, sent.tries) == ("sent", 4)
    assert [one.status for one in tries] == [500, 503, 302, 204]
    assert "500" in tries[0].said


def test_it_is_given_up_in_the_end_and_can_be_sent_by_hand(record: Record, receiver: Receiver) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with record.writing() as connection:
        key = keeping.put_test(connection, alert.key)
    receiver.answers = [(500, {}, 0)] * (len(delivery.BACK_OFF) + 1)
    states = []
    while not states or states[-1] == "waiting":
        states.append(delivery.all_due(record, allow_private=True)[0].state)
        due_now(record)
    assert states == ["waiting"] * len(delivery.BACK_OFF) + ["failed"]
    assert delivery.all_due(record, allow_private=True) == []
    with record.writing() as connection:
        keeping.again(connection, key, alert=alert.key)
    assert [one.state for one in delivery.all_due(record, allow_private=True)] == ["sent"]
    with pytest.raises(OptionError, match="nothing is sent twice"), record.writing() as connection:
        keeping.again(connection, key, alert=alert.key)


def test_a_receiver_that_is_gone_is_asked_no_more(record: Record, receiver: Receiver) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with record.writing() as connection:
        keeping.put_test(connection, alert.key)
    receiver.answers = [(410, {}, 0)]
    assert [one.state for one in delivery.all_due(record, allow_private=True)] == ["failed"]


def test_a_slow_receiver_is_not_waited_for_and_keeps_nobody_else(
    record: Record, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.text.intake.web.SENDING", 0.3)
    slow, other = (saved(record, name=name, webhook=receiver.address).alert for name in ("slow", "other"))
    with record.writing() as connection:
        keeping.put_test(connection, slow.key)
        keeping.put_test(connection, slow.key)
    receiver.answers = [(204, {}, 1.5)]
    first = threading.Thread(target=delivery.deliver, args=(record,), kwargs={"allow_private": True})
    first.start()
    while not receiver.got:
        time.sleep(0.01)
    with record.reading() as connection:
        assert delivery._due(connection) is None, "one at a time to one receiver"
    with record.writing() as connection:
        wanted = keeping.put_test(connection, other.key)
    outcome = delivery.deliver(record, allow_private=True)
    assert outcome is not None and outcome.state == "sent"
    assert receiver.ids()[1] == wanted
    first.join()
    states = [(sent.state, sent.tries) for sent, _ in log(record, slow.key)]
    assert sorted(states) == [("waiting", 0), ("waiting", 1)]
    assert any("no answer" in one.said for _, tries in log(record, slow.key) for one in tries)


def test_two_senders_at_once_send_each_thing_once(record: Record, receiver: Receiver) -> None:
    for name in ("a", "b", "c"):
        alert = saved(record, name=name, webhook=receiver.address).alert
        with record.writing() as connection:
            for _ in range(4):
                keeping.put_test(connection, alert.key)

    def work() -> None:
        with Record(record.address) as mine:
            delivery.all_due(mine, allow_private=True)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    delivery.all_due(record, allow_private=True)
    assert len(receiver.ids()) == len(set(receiver.ids())) == 12


def test_who_dies_while_sending_is_followed_by_another_with_the_same_key(record: Record, receiver: Receiver) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with record.writing() as connection:
        key = keeping.put_test(connection, alert.key)
    with record.writing() as connection:
        assert delivery._taken(connection) is not None  # and then the process is no more
    with Record(record.address) as again:
        assert delivery.all_due(again, allow_private=True) == [], "somebody is said to be sending it"
        with again.writing() as connection:
            connection.execute(update(alert_deliveries).values(held=delivery.later(now(connection), -1)))
        assert [one.state for one in delivery.all_due(again, allow_private=True)] == ["sent"]
    assert receiver.ids() == [key]
    ((_, tries),) = log(record, alert.key)
    assert [one.said for one in tries] == [delivery.DEAD, ""]


def test_a_write_that_fails_has_noticed_nothing(
    record: Record, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with monkeypatch.context() as patched:
        patched.setattr("dateline.record.store.Added", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record.add(few())
    assert found(record, alert.key) == []
    assert delivery.all_due(record, allow_private=True) == []
    record.add(few())
    assert found(record, alert.key)


def test_private_addresses_are_refused_when_told_too(record: Record, receiver: Receiver) -> None:
    alert = saved(record, webhook=receiver.address).alert
    with record.writing() as connection:
        keeping.put_test(connection, alert.key)
    (outcome,) = delivery.all_due(record)
    assert outcome.state == "failed"
    assert "not public" in outcome.said
    assert receiver.got == []


def test_the_feed_is_atom_with_ids_that_stay(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    saved(record, each="more")
    ids: list[set[str]] = []
    for one in few():
        record.add([one])
        assert run(["alert", "feed", "Nyala", "--record", record.address, "--base", "https://desk.example/"]) == 0
        feed = ET.fromstring(capsys.readouterr().out.encode())
        entries = feed.findall(f"{ATOM}entry")
        ids.append({str(entry.findtext(f"{ATOM}id")) for entry in entries})
        assert len(ids[-1]) == len(entries)
        for entry in (feed, *entries):
            assert entry.findtext(f"{ATOM}title")
            assert str(entry.findtext(f"{ATOM}updated")).startswith("20")
    assert ids[-1]
    assert all(earlier <= later for earlier, later in itertools.pairwise(ids))
    assert feed.findtext(f"{ATOM}id", "").startswith("urn:dateline:alert:")


def test_the_command_line_makes_tries_pauses_and_deletes(
    record: Record, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--record", record.address]
    add = ["alert", "add", "Taken by force", "--mode", "territory", "--country", "sd", "--webhook", receiver.address]
    assert run([*add, *at]) == 2
    assert "not public" in capsys.readouterr().err
    assert run([*add, "--allow-private", *at]) == 0
    assert PREFIX in capsys.readouterr().out
    assert run(["alert", "test", "Taken by force", "--allow-private", *at]) == 0
    assert len(receiver.got) == 1
    assert run(["alert", "log", "Taken by force", *at]) == 0
    assert "test  sent" in capsys.readouterr().out
    assert run(["alert", "pause", "Taken by force", *at]) == 0
    assert run(["alert", "list", *at]) == 0
    said = capsys.readouterr().out
    assert "paused" in said and "country SD" in said
    assert run(["alert", "deliver", *at]) == 0
    assert run(["alert", "delete", "Taken by force", *at]) == 0
    assert run(["alert", "delete", "Taken by force", *at]) == 2
    with record.reading() as connection:
        assert connection.execute(select(alert_deliveries)).first() is None
