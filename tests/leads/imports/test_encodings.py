"""Whatever program wrote the list, its umlauts arrive."""

import pytest

from leads.imports.encodings import decode
from leads.imports.errors import FileRefused

TEXT = "Firma;Ort\r\nGasthof Bräu;Kröv – Mosel\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_usual_encoding_is_understood(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_16_is_understood_in_both_byte_orders() -> None:
    assert decode("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be")) == TEXT


def test_a_file_pasted_together_from_two_encodings_keeps_both_parts() -> None:
    assert decode("Kröv\n".encode() + "Ürzig\n".encode("cp1252")) == "Kröv\nÜrzig\n"


def test_a_line_that_is_in_no_encoding_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        decode(b"Firma\nGasthof \x81\x8d\n")
    assert refused.value.code == "encoding_unknown"
