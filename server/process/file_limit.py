"""How many files the process may have open, of which every connection is one."""

import structlog

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

RESERVE = 256  # for the database, pub/sub, the log, and connections that are being refused
BURST = 2048  # connections that the kernel may hand over before we can refuse any
log = structlog.get_logger("whose.server")


def room_for(connections: int) -> int:
    """As many connections as wanted, or fewer, with a line in the log, where files are too few.

    What the process may have open is raised as far as is needed and the system lets it.
    """
    if resource is None:
        return connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + RESERVE + BURST
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY or soft >= connections + RESERVE:
        return connections
    most = max(soft - RESERVE, soft // 2)
    log.warning("few_files", files=soft, connections=most, wanted=connections)
    return most
