"""The sink's SMTP server: every mail becomes one .eml file, whole or not at all."""

import asyncio
import itertools
import os
import time
from pathlib import Path

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session

from freshops.mailsink.address import mail_folder, noted_port, port_file

HOST = "127.0.0.1"


class EmlFolder:
    """Keeps mails as `<UTC time>-<process>-<number>.eml`, the recipients in X-RcptTo, and answers after a delay."""

    def __init__(self, folder: Path, delay_seconds: float) -> None:
        self._folder, self._delay = folder, delay_seconds
        self._numbers = itertools.count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd for each mail; the answer is the SMTP one."""
        await asyncio.sleep(self._delay)
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        name = f"{stamp}-{os.getpid()}-{next(self._numbers):06d}.eml"
        draft = self._folder / f".{name}"
        recipients = ", ".join(envelope.rcpt_tos)
        draft.write_bytes(f"X-MailFrom: {envelope.mail_from}\r\nX-RcptTo: {recipients}\r\n".encode() + content)
        draft.rename(self._folder / name)
        return "250 Kept"


async def serve(data_dir: Path, delay_seconds: float) -> None:
    """Serve until cancelled, on the port used last or another free one; it is noted in the mail folder."""
    folder = mail_folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    handler = EmlFolder(folder, delay_seconds)
    controller = UnthreadedController(handler, hostname=HOST, loop=asyncio.get_running_loop())
    server = await _listen(controller, noted_port(data_dir) or 0)
    note = port_file(data_dir)
    draft = note.with_name(".port")
    draft.write_text(str(server.sockets[0].getsockname()[1]))
    draft.rename(note)
    async with server:
        await server.serve_forever()


async def _listen(controller: UnthreadedController, port: int) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    try:
        return await loop.create_server(controller.factory, HOST, port)
    except OSError:  # someone else has our old port by now
        return await loop.create_server(controller.factory, HOST, 0)
