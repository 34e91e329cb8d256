"""``dateline serve`` and ``dateline token``. What they need is loaded when they run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Annotated, Literal

from cyclopts import App, Parameter

from dateline.errors import OptionError
from dateline.faces.options import VARIABLE, At, Lexicon, address, flag

token = App(name="token", help="Tokens for a desk that is served to other machines: add, list, revoke.")
BACKLOG = 64  # requests that wait while the desk is loaded
Name = Annotated[str, Parameter(name="NAME", help="Whose token it is; judgements made with it are signed so.")]


def serve(
    record: Annotated[
        str | None,
        Parameter(name="RECORD", help=f"The record; ${VARIABLE} or dateline.sqlite if not given.", show_default=False),
    ] = None,
    /,
    *,
    host: Annotated[
        str, Parameter(help="Address to serve on. On any but this machine's own a token is asked for.")
    ] = "127.0.0.1",
    port: Annotated[int, Parameter(help="Port to serve on.")] = 8000,
    read_only: Annotated[bool, flag("Nothing may be changed.")] = False,
    lexicon: Lexicon = (),
    allow_private: Annotated[bool, flag("Also fetch from, and tell alerts to, addresses that are not public.")] = False,
) -> int:
    """Open the desk: pages over a record in a browser, and an API. Nothing leaves this machine; Ctrl-C ends it."""
    if not 0 < port < 65536:
        raise OptionError(f"{port} is no port", where="--port", remedy="give one from 1 to 65535")
    told = address(record)
    with _listening(host, port) as listening, quick_start():
        # What is loaded now takes longer than all that came before: a browser that asks already is kept waiting, not refused.
        try:
            import uvicorn

            from dateline.desk.app import application
            from dateline.desk.settings import Settings
        except ModuleNotFoundError as error:
            what = f"the desk needs the package {error.name}"
            raise OptionError(what, where="serve", remedy="pip install 'dateline[serve]'") from error
        made = application(Settings(told, host, port, read_only, lexicon, allow_private=allow_private, ahead=True))
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"The desk is open at http://{shown}:{port}/ (Ctrl-C ends it)\n")
        sys.stdout.flush()
        config = uvicorn.Config(made, host=host, port=port, log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listening])
    return 0


@contextmanager
def quick_start() -> Iterator[None]:
    """Without looking for cycles in what is loaded until the first pages are made (``readying``): nothing of it goes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _listening(host: str, port: int) -> socket:
    """What listens there from now on. Raises OptionError when nothing can be served there."""
    family = AF_INET6 if ":" in host else AF_INET
    made = socket(family, SOCK_STREAM)
    try:
        made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        made.close()
        remedy = "give another --port, or end the program that has it"
        raise OptionError(f"{host}:{port} cannot be served on: {error}", where="serve", remedy=remedy) from error
    return made


@token.command(name="add")
def add_token(
    name: Name,
    /,
    *,
    role: Annotated[Literal["reader", "editor"], Parameter(help="A reader sees, an editor also changes.")] = "reader",
    record: At = None,
) -> int:
    """Make a token and print it once; the record keeps only its hash."""
    from dateline.record import tokens
    from dateline.record.record import Record

    with Record(address(record)) as here, here.writing() as connection:
        sys.stdout.write(f"{tokens.made(connection, name, role)}\n")
    return 0


@token.command(name="list")
def list_tokens(*, record: At = None) -> int:
    """Print who has a token, and what they may do."""
    from dateline.record import tokens
    from dateline.record.record import Record

    with Record(address(record)) as here, here.reading() as connection:
        found = tokens.listed(connection)
    sys.stdout.write("".join(f"{one.name}  {one.role}\n" for one in found) or "no tokens\n")
    return 0


@token.command(name="revoke")
def revoke_token(name: Name, /, *, record: At = None) -> int:
    """Take a token away: from now on it opens nothing."""
    from dateline.record import tokens
    from dateline.record.record import Record

    with Record(address(record)) as here, here.writing() as connection:
        tokens.revoked(connection, name)
    sys.stdout.write(f"the token of {name} is revoked\n")
    return 0
