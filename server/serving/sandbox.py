"""What the kernel keeps a query worker from: more memory, other programs, the network, outliving its parent."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER_MODE = 1, 22, 38, 2
_STACK = 128 << 20
_LOAD, _EQUAL, _ABOVE, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_X32 = 0x40000000
# socket, connect, bind, listen, execve, ptrace, execveat, io_uring_setup, pidfd_getfd, process_vm_writev
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 59, 101, 322, 425, 438, 311)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 221, 117, 281, 425, 438, 271)),
}


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent ends, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine(memory: int, network: bool = False) -> None:
    """Bound this process to so many bytes beyond what it has; without `network`, cut it off where that works."""
    import resource

    os.nice(5)
    for limit, value in (
        (resource.RLIMIT_STACK, _STACK),
        (resource.RLIMIT_AS, _size() + memory),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (bound, hard if limit == resource.RLIMIT_STACK else bound))
    if can_confine() and not network:
        _refuse_calls()


def can_confine() -> bool:
    """Whether this kernel can be told to refuse network calls."""
    return sys.platform == "linux" and platform.machine() in _CALLS


def _refuse_calls() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    program = _program(*_CALLS[platform.machine()])
    code = ctypes.create_string_buffer(program)
    filters = ctypes.create_string_buffer(struct.pack("HL", len(program) // 8, ctypes.addressof(code)))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _FILTER_MODE, filters, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel takes no seccomp filter")


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Classic BPF: another architecture or one of the calls is refused, everything else allowed."""
    last = len(calls)
    lines = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, last + 3, architecture),
        (_LOAD, 0, 0, 0),
        (_ABOVE, last + 1, 0, _X32),
        *((_EQUAL, last - place, 0, call) for place, call in enumerate(calls)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def resident() -> int:
    """The bytes of memory in use, 0 where the system does not tell."""
    return _pages(1) or 0


def _size() -> int:
    """The bytes of address space in use."""
    return _pages(0) or 1 << 32


def _pages(field: int) -> int | None:
    try:
        with open("/proc/self/statm", encoding="ascii") as status:
            return int(status.read().split()[field]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
