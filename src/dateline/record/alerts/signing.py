"""Signatures of webhooks, as the Standard Webhooks specification (standardwebhooks.com) has them."""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256

PREFIX = "whsec_"


def new_secret() -> str:
    """A new secret: 32 random bytes, as base64 behind ``whsec_``."""
    return PREFIX + b64encode(secrets.token_bytes(32)).decode()


def signed(secret: str, key: str, moment: int, body: bytes) -> dict[str, str]:
    """The headers of a message sent at ``moment`` (seconds since 1970): its id, the moment, and the signature of all three parts.

    The id is also given as Idempotency-Key: it stays the same in every try.
    """
    content = f"{key}.{moment}.".encode() + body
    digest = hmac.new(b64decode(secret.removeprefix(PREFIX)), content, sha256).digest()
    return {
        "webhook-id": key, "webhook-timestamp": str(moment), "webhook-signature": f"v1,{b64encode(digest).decode()}",
        "idempotency-key": key,
    }  # fmt: skip
