"""A Secret Service as desktops of Linux have one, in a few lines: run on a bus of its own, and tried by our key store.

`dbus-run-session -- python -m tests.project.secret_service [locked]` tells what the key store remembers, and whether
only sockets of this computer were reached.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # it carries no types
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
)
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

NAME = "org.freedesktop.secrets"
PLACE = "/org/freedesktop/secrets"


class SecretService:
    """One collection, whose items are held in memory; `locked` refuses, as if the user closed the question."""

    def __init__(self, locked: bool) -> None:
        self.items: dict[str, tuple[dict[str, str], bytes]] = {}
        self.labels: list[str] = []
        self._locked = locked
        self._bus: DBusConnection = open_dbus_connection()
        self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            message = self._bus.receive()
            if message.header.message_type is MessageType.method_call:
                self._bus.send(self._answer(message))

    def _answer(self, asked: Message) -> Message:
        member, path = (str(asked.header.fields[field]) for field in (HeaderFields.member, HeaderFields.path))
        if member == "OpenSession" and asked.body[0] != "plain":
            return new_error(asked, "org.freedesktop.DBus.Error.NotSupported")
        signature, *said = getattr(self, f"_{member}")(path, *asked.body)
        return new_method_return(asked, signature, tuple(said))

    def _Get(self, _path: str, _interface: str, name: str) -> tuple[Any, ...]:  # as the bus calls it
        return "v", {"Label": ("s", "Login"), "Locked": ("b", self._locked)}[name]

    def _OpenSession(self, _path: str, *_asked: Any) -> tuple[Any, ...]:
        return "vo", ("s", ""), f"{PLACE}/session/1"

    def _Unlock(self, _path: str, _objects: list[str]) -> tuple[Any, ...]:
        return "aoo", [], "/"  # nothing was unlocked, and nothing is left to ask

    def _SearchItems(self, _path: str, named: dict[str, str]) -> tuple[Any, ...]:
        return "ao", [place for place, (has, _secret) in self.items.items() if named.items() <= has.items()]

    def _CreateItem(self, _path: str, about: dict[str, Any], secret: Any, _replace: bool) -> tuple[Any, ...]:
        made = f"{PLACE}/collection/login/{len(self.labels)}"
        self.items[made] = (_property(about, "Attributes"), bytes(secret[2]))
        self.labels.append(_property(about, "Label"))
        return "oo", made, "/"

    def _GetSecret(self, path: str, session: str) -> tuple[Any, ...]:
        return "(oayays)", (session, b"", self.items[path][1], "text/plain")

    def _Delete(self, path: str) -> tuple[Any, ...]:
        del self.items[path]
        return "o", "/"


def _property(about: dict[str, Any], name: str) -> Any:
    return next(value for each, (_kind, value) in about.items() if each.endswith(f".{name}"))


def _watch(reached: list[str]) -> None:
    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect" and not isinstance(arguments[1], str | bytes):
            reached.append(repr(arguments[1]))
        elif event in ("socket.getaddrinfo", "socket.sendto"):
            reached.append(event)

    sys.addaudithook(note)


def main(locked: bool) -> None:
    """Serve and ask; prints one object of JSON."""
    from qda.project import key_store

    reached: list[str] = []
    _watch(reached)
    service, told = SecretService(locked), []
    try:
        key_store.reach()
        told.append(key_store.recall("a" * 32))
        key_store.remember("a" * 32, "über den Zäunen")
        told.append(key_store.recall("a" * 32))
        told.append(key_store.recall("b" * 32))
        key_store.forget("a" * 32)
        told.append(key_store.recall("a" * 32))
    except key_store.KeyStoreRefused as error:
        told.append(error.sentence)
    print(json.dumps({"told": told, "labels": service.labels, "left": len(service.items), "reached": reached}))


if __name__ == "__main__":
    main("locked" in sys.argv)
