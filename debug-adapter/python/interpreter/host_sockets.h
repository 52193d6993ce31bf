/*
 * The form of ancillary data (RFC 3542, section 20), which wasix-libc leaves out:
 * WASIX sends and receives none.  CPython offers sendmsg() and recvmsg() to programs
 * only where it can also take ancillary data apart.
 */
#ifndef WASIX_HOST_SOCKETS_H
#define WASIX_HOST_SOCKETS_H

#include <stddef.h>
#include <sys/socket.h>

struct cmsghdr {
    socklen_t cmsg_len;
    int cmsg_level;
    int cmsg_type;
};

#define CMSG_ALIGN(size) (((size) + sizeof(size_t) - 1) & ~(sizeof(size_t) - 1))
#define CMSG_LEN(size) (CMSG_ALIGN(sizeof(struct cmsghdr)) + (size))
#define CMSG_SPACE(size) (CMSG_ALIGN(sizeof(struct cmsghdr)) + CMSG_ALIGN(size))
#define CMSG_DATA(header) ((unsigned char *)(header) + CMSG_ALIGN(sizeof(struct cmsghdr)))
#define CMSG_FIRSTHDR(message)                                                                     \
    ((message)->msg_controllen >= sizeof(struct cmsghdr) ? (struct cmsghdr *)(message)->msg_control \
                                                         : NULL)
#define CMSG_NXTHDR(message, header) wasix_next_header(message, header)

static inline struct cmsghdr *
wasix_next_header(const struct msghdr *message, const struct cmsghdr *header)
{
    size_t offset = (size_t)((const char *)header - (const char *)message->msg_control);
    size_t size = CMSG_ALIGN(header->cmsg_len);
    if (header->cmsg_len < sizeof *header || size > message->msg_controllen - offset
        || message->msg_controllen - offset - size < sizeof *header) {
        return NULL;
    }
    return (struct cmsghdr *)((char *)message->msg_control + offset + size);
}

#endif
