"""A server that behaves as its first argument says; tells each of its processes as a line "pid N"."""

import ctypes
import os
import signal
import sys
import time


def tell(text):
    os.write(1, (text + "\n").encode())


def live():
    tell(f"pid {os.getpid()}")
    time.sleep(1000)


def child(body):
    pid = os.fork()
    if pid == 0:
        body()
        os._exit(0)
    return pid


def ignore_sigterm():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def double_fork():
    os.waitpid(child(lambda: child(live)), 0)


def deaf_grandchild():
    def deaf():
        ignore_sigterm()
        live()

    child(lambda: (child(deaf), live()))


def deaf_daemon():
    def daemon():
        os.setsid()
        ignore_sigterm()
        child(live)

    os.waitpid(child(daemon), 0)


def gentle_daemon():
    """Leaves a file when it gets SIGTERM, which shows that it was asked before it was killed."""

    def daemon():
        os.setsid()

        def leave(*_):
            open(sys.argv[2], "w").close()
            os._exit(0)

        signal.signal(signal.SIGTERM, leave)
        live()

    child(daemon)


def exec_without_environment(*command):
    tell(f"pid {os.getpid()}")
    os.execve(command[0], command, {})


def without_environment_in_group():
    os.waitpid(child(lambda: child(lambda: exec_without_environment("/bin/sleep", "1000"))), 0)


def without_environment_in_session():
    def daemon():
        os.setsid()
        exec_without_environment("/bin/sleep", "1000")

    child(daemon)


def overwritten_environment():
    strings = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    last = 0
    while strings[last]:
        last += 1
    end = strings[last - 1] + len(ctypes.string_at(strings[last - 1]))
    ctypes.memset(strings[0], 0x78, end - strings[0])


def storm():
    """Forks a thousand children, every second of which leaves for a session of its own."""
    tell("ready")
    ignore_sigterm()
    for number in range(1000):
        child(lambda: (os.setsid() if number % 2 else None, time.sleep(1000)))
        time.sleep(0.002)


def hopping_daemon():
    """Lives on in ever new processes, each in a session of its own, for some seconds."""

    def hop():
        for _ in range(500):
            time.sleep(0.01)
            if os.fork():
                os._exit(0)
            os.setsid()

    child(lambda: (ignore_sigterm(), hop()))


def closed_stdout():
    tell("ready")
    tell(f"pid {os.getpid()}")
    os.close(1)
    time.sleep(1000)


def flood():
    block = b"x" * 65536
    for _ in range(1600):
        os.write(1, block)


def garbage():
    for _ in range(100):
        os.write(1, os.urandom(1000))


globals()[sys.argv[1].replace("-", "_")]()
tell("ready")
live()
