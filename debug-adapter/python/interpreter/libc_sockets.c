/*
 * Sockets: their addresses, options and names.  wasix-libc (2025-12-24) opens and
 * binds a socket of its own to find out how a host orders the bytes of a port,
 * knows no error of a socket, sets every flag that it is to clear, loses what goes
 * with a message, and sends a file from its start, wherever the file is read.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <wasi/api.h>

enum { NANOSECONDS_PER_SECOND = 1000000000, NANOSECONDS_PER_MICROSECOND = 1000 };

static int
finish(__wasi_errno_t error)
{
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

/* Stores as much of an address as there is room for, and how long it is. */
static void
store_address(const __wasi_addr_port_t *from, struct sockaddr *to, socklen_t *length)
{
    if (to == NULL || length == NULL) {
        return;
    }
    struct sockaddr_storage address = {0};
    socklen_t size = 0;
    if (from->tag == __WASI_ADDRESS_FAMILY_INET4) {
        struct sockaddr_in *ipv4 = (struct sockaddr_in *)&address;
        ipv4->sin_family = AF_INET;
        ipv4->sin_port = htons(from->u.inet4.port);
        memcpy(&ipv4->sin_addr, &from->u.inet4.addr, sizeof ipv4->sin_addr);
        size = sizeof *ipv4;
    }
    else if (from->tag == __WASI_ADDRESS_FAMILY_INET6) {
        struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)&address;
        ipv6->sin6_family = AF_INET6;
        ipv6->sin6_port = htons(from->u.inet6.port);
        memcpy(&ipv6->sin6_addr, &from->u.inet6.addr, sizeof ipv6->sin6_addr);
        size = sizeof *ipv6;
    }
    else if (from->tag == __WASI_ADDRESS_FAMILY_UNIX) {
        /* One of a pair, which has no name. */
        address.ss_family = AF_UNIX;
        size = offsetof(struct sockaddr_un, sun_path);
    }
    memcpy(to, &address, size < *length ? size : *length);
    *length = size;
}

/* Reads an address of a family that a message can be sent to. */
static int
load_address(const struct sockaddr *from, socklen_t length, __wasi_addr_port_t *to)
{
    memset(to, 0, sizeof *to);
    if (length >= sizeof(struct sockaddr_in) && from->sa_family == AF_INET) {
        const struct sockaddr_in *ipv4 = (const struct sockaddr_in *)from;
        to->tag = __WASI_ADDRESS_FAMILY_INET4;
        to->u.inet4.port = ntohs(ipv4->sin_port);
        memcpy(&to->u.inet4.addr, &ipv4->sin_addr, sizeof ipv4->sin_addr);
        return 0;
    }
    if (length >= sizeof(struct sockaddr_in6) && from->sa_family == AF_INET6) {
        const struct sockaddr_in6 *ipv6 = (const struct sockaddr_in6 *)from;
        to->tag = __WASI_ADDRESS_FAMILY_INET6;
        to->u.inet6.port = ntohs(ipv6->sin6_port);
        memcpy(&to->u.inet6.addr, &ipv6->sin6_addr, sizeof ipv6->sin6_addr);
        return 0;
    }
    errno = EAFNOSUPPORT;
    return -1;
}

int
accept4(int socket, struct sockaddr *restrict address, socklen_t *restrict length, int flags)
{
    if ((flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) != 0) {
        errno = EINVAL;
        return -1;
    }
    __wasi_fd_t accepted;
    __wasi_addr_port_t peer;
    __wasi_fdflags_t descriptor_flags = (flags & SOCK_NONBLOCK) != 0 ? __WASI_FDFLAGS_NONBLOCK : 0;
    if (finish(__wasi_sock_accept_v2(socket, descriptor_flags, &accepted, &peer)) != 0) {
        return -1;
    }
    store_address(&peer, address, length);
    return (int)accepted;
}

int
accept(int socket, struct sockaddr *restrict address, socklen_t *restrict length)
{
    return accept4(socket, address, length, 0);
}

int
getsockname(int socket, struct sockaddr *restrict address, socklen_t *restrict length)
{
    __wasi_addr_port_t local;
    if (finish(__wasi_sock_addr_local(socket, &local)) != 0) {
        return -1;
    }
    store_address(&local, address, length);
    return 0;
}

int
getpeername(int socket, struct sockaddr *restrict address, socklen_t *restrict length)
{
    __wasi_addr_port_t peer;
    if (finish(__wasi_sock_addr_peer(socket, &peer)) != 0) {
        return -1;
    }
    store_address(&peer, address, length);
    return 0;
}

static __wasi_riflags_t
receive_flags(int flags)
{
    return ((flags & MSG_PEEK) != 0 ? __WASI_RIFLAGS_RECV_PEEK : 0)
           | ((flags & MSG_WAITALL) != 0 ? __WASI_RIFLAGS_RECV_WAITALL : 0)
           | ((flags & MSG_TRUNC) != 0 ? __WASI_RIFLAGS_RECV_DATA_TRUNCATED : 0)
           | ((flags & MSG_DONTWAIT) != 0 ? __WASI_RIFLAGS_RECV_DONT_WAIT : 0);
}

ssize_t
recvmsg(int socket, struct msghdr *message, int flags)
{
    __wasi_size_t received;
    __wasi_roflags_t outcome;
    __wasi_addr_port_t from;
    if (finish(__wasi_sock_recv_from(socket, (const __wasi_iovec_t *)message->msg_iov,
                                     (size_t)message->msg_iovlen, receive_flags(flags), &received,
                                     &outcome, &from))
        != 0) {
        return -1;
    }
    store_address(&from, message->msg_name, &message->msg_namelen);
    message->msg_controllen = 0;
    message->msg_flags
        = (outcome & __WASI_ROFLAGS_RECV_DATA_TRUNCATED) != 0 ? MSG_TRUNC : 0;
    return (ssize_t)received;
}

ssize_t
sendmsg(int socket, const struct msghdr *message, int flags)
{
    if (message->msg_controllen != 0) {
        errno = ENOTSUP;
        return -1;
    }
    const __wasi_ciovec_t *vectors = (const __wasi_ciovec_t *)message->msg_iov;
    size_t count = (size_t)message->msg_iovlen;
    __wasi_siflags_t send_flags = (flags & MSG_DONTWAIT) != 0 ? __WASI_SIFLAGS_SEND_DONT_WAIT : 0;
    __wasi_size_t sent;
    if (message->msg_name == NULL) {
        if (finish(__wasi_sock_send(socket, vectors, count, send_flags, &sent)) != 0) {
            return -1;
        }
        return (ssize_t)sent;
    }
    __wasi_addr_port_t to;
    if (load_address(message->msg_name, message->msg_namelen, &to) != 0
        || finish(__wasi_sock_send_to(socket, vectors, count, send_flags, &to, &sent)) != 0) {
        return -1;
    }
    return (ssize_t)sent;
}

ssize_t
recvfrom(int socket, void *restrict buffer, size_t size, int flags,
         struct sockaddr *restrict address, socklen_t *restrict length)
{
    struct iovec vector = {.iov_base = buffer, .iov_len = size};
    struct msghdr message = {
        .msg_name = address,
        .msg_namelen = address != NULL && length != NULL ? *length : 0,
        .msg_iov = &vector,
        .msg_iovlen = 1,
    };
    ssize_t received = recvmsg(socket, &message, flags);
    if (received >= 0 && length != NULL) {
        *length = message.msg_namelen;
    }
    return received;
}

ssize_t
sendfile(int socket, int file, off_t *offset, size_t count)
{
    off_t from = offset == NULL ? lseek(file, 0, SEEK_CUR) : *offset;
    __wasi_filesize_t sent = 0;
    if (from < 0) {
        errno = offset == NULL ? errno : EINVAL;
        return -1;
    }
    if (finish(__wasi_sock_send_file(socket, file, (__wasi_filesize_t)from, count, &sent)) != 0) {
        return -1;
    }
    from += (off_t)sent;
    if (offset != NULL) {
        *offset = from;
    }
    else if (lseek(file, from, SEEK_SET) < 0) {
        return -1;
    }
    return (ssize_t)sent;
}

/* How the value of an option is passed. */
typedef enum { FLAG, SIZE, TIME, LINGER, UNKNOWN } kind;

/* Other levels than that of sockets have their options there, in WASIX. */
static int
plain_option(int level, int option)
{
    if (level == SOL_SOCKET) {
        return option;
    }
    if (level == IPPROTO_TCP && option == TCP_NODELAY) {
        return SO_NODELAY;
    }
    if (level == IPPROTO_IPV6 && option == IPV6_V6ONLY) {
        return SO_ONLYV6;
    }
    if (level == IPPROTO_IP) {
        switch (option) {
        case IP_TTL:
            return SO_TTL;
        case IP_MULTICAST_TTL:
            return SO_MCASTTTLV4;
        case IP_MULTICAST_LOOP:
            return SO_MCASTLOOPV4;
        }
    }
    return -1;
}

static kind
kind_of(int option)
{
    switch (option) {
    case SO_ACCEPTCONN:
    case SO_BROADCAST:
    case SO_DONTROUTE:
    case SO_KEEPALIVE:
    case SO_MCASTLOOPV4:
    case SO_MCASTLOOPV6:
    case SO_NODELAY:
    case SO_OOBINLINE:
    case SO_ONLYV6:
    case SO_REUSEADDR:
    case SO_REUSEPORT:
        return FLAG;
    case SO_ERROR:
    case SO_MCASTTTLV4:
    case SO_PROTOCOL:
    case SO_RCVBUF:
    case SO_SNDBUF:
    case SO_TTL:
        return SIZE;
    case SO_RCVTIMEO:
    case SO_SNDTIMEO:
        return TIME;
    case SO_LINGER:
        return LINGER;
    default:
        return UNKNOWN;
    }
}

static void
store_value(const void *from, socklen_t size, void *to, socklen_t *length)
{
    if (size < *length) {
        *length = size;
    }
    memcpy(to, from, *length);
}

static int
get_type(int socket, void *value, socklen_t *length)
{
    __wasi_fdstat_t status;
    if (finish(__wasi_fd_fdstat_get(socket, &status)) != 0) {
        return -1;
    }
    int type = status.fs_filetype == __WASI_FILETYPE_SOCKET_DGRAM ? SOCK_DGRAM : SOCK_STREAM;
    store_value(&type, sizeof type, value, length);
    return 0;
}

int
getsockopt(int socket, int level, int name, void *restrict value, socklen_t *restrict length)
{
    int option = plain_option(level, name);
    __wasi_bool_t flag;
    __wasi_filesize_t size;
    __wasi_option_timestamp_t time;
    int number;
    if (option == SO_TYPE) {
        return get_type(socket, value, length);
    }
    switch (kind_of(option)) {
    case FLAG:
        if (finish(__wasi_sock_get_opt_flag(socket, option, &flag)) != 0) {
            return -1;
        }
        number = flag == __WASI_BOOL_TRUE;
        store_value(&number, sizeof number, value, length);
        return 0;
    case SIZE:
        if (finish(__wasi_sock_get_opt_size(socket, option, &size)) != 0) {
            return -1;
        }
        number = (int)size;
        store_value(&number, sizeof number, value, length);
        return 0;
    case TIME:
    case LINGER:
        if (finish(__wasi_sock_get_opt_time(socket, option, &time)) != 0) {
            return -1;
        }
        break;
    case UNKNOWN:
        errno = ENOPROTOOPT;
        return -1;
    }
    __wasi_timestamp_t nanoseconds = time.tag == __WASI_OPTION_SOME ? time.u.some : 0;
    if (option == SO_LINGER) {
        struct linger linger = {
            .l_onoff = time.tag == __WASI_OPTION_SOME,
            .l_linger = (int)(nanoseconds / NANOSECONDS_PER_SECOND),
        };
        store_value(&linger, sizeof linger, value, length);
    }
    else {
        struct timeval interval = {
            .tv_sec = (time_t)(nanoseconds / NANOSECONDS_PER_SECOND),
            .tv_usec
            = (suseconds_t)(nanoseconds % NANOSECONDS_PER_SECOND / NANOSECONDS_PER_MICROSECOND),
        };
        store_value(&interval, sizeof interval, value, length);
    }
    return 0;
}

/* Reads a value of exactly this size at least. */
static int
load_value(const void *from, socklen_t length, void *to, socklen_t size)
{
    if (from == NULL || length < size) {
        errno = EINVAL;
        return -1;
    }
    memcpy(to, from, size);
    return 0;
}

static int
set_time(int socket, int option, int is_some, __wasi_timestamp_t nanoseconds)
{
    __wasi_option_timestamp_t time = {
        .tag = is_some ? __WASI_OPTION_SOME : __WASI_OPTION_NONE,
        .u.some = nanoseconds,
    };
    return finish(__wasi_sock_set_opt_time(socket, option, &time));
}

int
setsockopt(int socket, int level, int name, const void *value, socklen_t length)
{
    int option = plain_option(level, name);
    int number;
    struct linger linger;
    struct timeval interval;
    switch (kind_of(option)) {
    case FLAG:
        if (load_value(value, length, &number, sizeof number) != 0) {
            return -1;
        }
        return finish(__wasi_sock_set_opt_flag(
            socket, option, number != 0 ? __WASI_BOOL_TRUE : __WASI_BOOL_FALSE));
    case SIZE:
        if (load_value(value, length, &number, sizeof number) != 0) {
            return -1;
        }
        return finish(__wasi_sock_set_opt_size(socket, option, (__wasi_filesize_t)number));
    case LINGER:
        if (load_value(value, length, &linger, sizeof linger) != 0) {
            return -1;
        }
        return set_time(socket, option, linger.l_onoff != 0,
                        (__wasi_timestamp_t)linger.l_linger * NANOSECONDS_PER_SECOND);
    case TIME:
        if (load_value(value, length, &interval, sizeof interval) != 0) {
            return -1;
        }
        return set_time(socket, option, interval.tv_sec != 0 || interval.tv_usec != 0,
                        (__wasi_timestamp_t)interval.tv_sec * NANOSECONDS_PER_SECOND
                            + (__wasi_timestamp_t)interval.tv_usec * NANOSECONDS_PER_MICROSECOND);
    case UNKNOWN:
        break;
    }
    errno = ENOPROTOOPT;
    return -1;
}
