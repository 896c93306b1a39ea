"""The fence a child builds around itself before it does anything: no network, no cores."""

import contextlib
import ctypes
import platform
import resource
import socket
import struct

CLONE_NEWNET = 0x40000000
PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
EACCES = 13
# AUDIT_ARCH and the number of socket(2), by machine.
ARCHITETTURE = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

FILE_APERTI = 256
FILE_SCRITTI = 256 * 1024 * 1024


def chiudi_recinto() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILE_APERTI, FILE_APERTI))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SCRITTI, FILE_SCRITTI))
    _senza_rete()


def _senza_rete() -> None:
    """Three locks: Python's sockets, an empty network of its own, the kernel's filter.

    The second needs a privilege and the third a known processor; the first always holds.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(OSError, AttributeError):
        libc.unshare(CLONE_NEWNET)
    with contextlib.suppress(OSError, AttributeError, KeyError):
        _filtra_socket(libc, *ARCHITETTURE[platform.machine()])

    def nega(*_: object, **__: object) -> None:
        raise PermissionError(EACCES, "network access is not allowed here")

    socket.socket.__init__ = nega  # type: ignore[method-assign]
    socket.create_connection = nega  # type: ignore[assignment]
    socket.getaddrinfo = nega  # type: ignore[assignment]


def _filtra_socket(libc: ctypes.CDLL, architettura: int, chiamata: int) -> None:
    """A seccomp filter: socket(2) answers EACCES, everything else goes on as before."""
    carica, uguale, ritorna = 0x20, 0x15, 0x06
    permetti, nega = 0x7FFF0000, 0x00050000 | EACCES
    programma = b"".join(
        struct.pack("=HBBI", *istruzione)
        for istruzione in (
            (carica, 0, 0, 4),  # the architecture
            (uguale, 1, 0, architettura),
            (ritorna, 0, 0, permetti),
            (carica, 0, 0, 0),  # the number of the call
            (uguale, 0, 1, chiamata),
            (ritorna, 0, 0, nega),
            (ritorna, 0, 0, permetti),
        )
    )
    istruzioni = ctypes.create_string_buffer(programma)

    class Filtro(ctypes.Structure):
        _fields_ = (("quante", ctypes.c_ushort), ("istruzioni", ctypes.c_void_p))

    filtro = Filtro(len(programma) // 8, ctypes.cast(istruzioni, ctypes.c_void_p))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filtro), 0, 0)
