"""Zip archives: articles in folders, or the shell of an Office document."""
from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from kg.reading.base import LARGEST, LARGEST_MANY, Found, Member, Source, Unusable

MOST = 20_000         # files in one archive
UNPACKED = 1 << 30    # bytes of all of them
PACKED_BY = 200       # times; text is packed to about a fifth, a bomb to a thousandth
DAMAGED = "The file is a damaged zip archive; copy or download it again."


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive in `data`; Unusable if it is damaged or grows beyond all measure."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise Unusable(DAMAGED) from error
    members = archive.infolist()
    size = sum(m.file_size for m in members)      # zipfile gives no more of a member than this, whatever it holds
    if len(members) > MOST:
        raise Unusable(f"The archive holds more than {MOST} files; unpack it and name the folder.")
    if size > UNPACKED or size > LARGEST and size > PACKED_BY * max(1, len(data)):
        raise Unusable("The archive would unpack to more than articles can be, as one made to do harm does; it was not opened.")
    return archive


def read(source: Source) -> Iterator[Found]:
    """The files in it, as if they lay in a folder; not those of archives within."""
    if source.depth:
        raise Unusable("An archive within another is not opened; unpack it.")
    with opened(source.data(LARGEST_MANY)) as archive:
        for info in sorted(archive.infolist(), key=_name):
            name = _name(info)
            if info.is_dir() or re.search(r"(?:^|/)(?:\.(?!\.?/)|__MACOSX/|~\$)", name):
                continue
            if re.search(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\0", name):
                yield Unusable(f"The member {name!r} leads out of the archive; it was left out, the others were read.")
            elif info.flag_bits & 1:
                yield Unusable(f"The member {name} is locked with a password; it was left out, the others were read.")
            else:
                yield Member(name, Source(name.rsplit("/", 1)[-1], lambda info=info: io.BytesIO(_bytes(archive, info)), 1))


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            return file.read(LARGEST_MANY if info.file_size > LARGEST else LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise Unusable("It is damaged, or packed in a way that is not known here.") from error


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; Chinese Windows writes it in GBK and does not say so."""
    if info.flag_bits & 0x800:
        return info.filename.replace("\\", "/")
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            pass
    return info.filename
