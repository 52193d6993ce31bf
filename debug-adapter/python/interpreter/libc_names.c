/*
 * The names and addresses of hosts.  wasix-libc (2025-12-24) hands on the addresses of
 * every family, whichever is asked for, and tries to connect to each to sort them,
 * which is the host's business; and it takes a host of the Internet for this one.
 */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>

/* As musl's lookup.h has them, which is not installed. */
enum { MOST_ADDRESSES = 48, LONGEST_NAME = 254, NAME_ROOM = 256 };

struct address {
    int family;
    unsigned scope;
    uint8_t bytes[16];
    int sort_key;
};

int __lookup_ipliteral(struct address *found, const char *name, int family);

static const uint8_t IPV4_MAPPED[12] = {[10] = 0xff, [11] = 0xff};

static int
is_wanted(int wanted, int family)
{
    return wanted == AF_UNSPEC || wanted == family;
}

/* What stands for this machine: as an address to listen on, or to connect to. */
static int
own_addresses(struct address *found, int family, int is_to_listen)
{
    int count = 0;
    if (is_wanted(family, AF_INET)) {
        found[count] = (struct address){.family = AF_INET};
        if (!is_to_listen) {
            memcpy(found[count].bytes, (uint8_t[]){127, 0, 0, 1}, 4);
        }
        count++;
    }
    if (is_wanted(family, AF_INET6)) {
        found[count] = (struct address){.family = AF_INET6};
        found[count].bytes[15] = is_to_listen ? 0 : 1;
        count++;
    }
    return count;
}

static int
resolve(struct address *found, const char *name, int family)
{
    __wasi_addr_ip_t addresses[MOST_ADDRESSES];
    __wasi_size_t total;
    if (__wasi_resolve(name, 0, addresses, MOST_ADDRESSES, &total) != 0) {
        return EAI_NONAME;
    }
    int count = 0;
    for (__wasi_size_t index = 0; index < total; index++) {
        int has = addresses[index].tag == __WASI_ADDRESS_FAMILY_INET4 ? AF_INET : AF_INET6;
        if (is_wanted(family, has)) {
            found[count] = (struct address){.family = has};
            memcpy(found[count].bytes, &addresses[index].u, has == AF_INET ? 4 : 16);
            count++;
        }
    }
    return count;
}

/* Stands IPv6 addresses in for those of IPv4; leaves out the latter when there are others,
 * unless all are wanted. */
static int
map_to_ipv6(struct address *found, int count, int wants_all)
{
    int has_ipv6 = 0;
    for (int index = 0; index < count; index++) {
        has_ipv6 |= found[index].family == AF_INET6;
    }
    int kept = 0;
    for (int index = 0; index < count; index++) {
        struct address address = found[index];
        if (address.family == AF_INET) {
            if (has_ipv6 && !wants_all) {
                continue;
            }
            memmove(address.bytes + sizeof IPV4_MAPPED, address.bytes, 4);
            memcpy(address.bytes, IPV4_MAPPED, sizeof IPV4_MAPPED);
            address.family = AF_INET6;
        }
        found[kept++] = address;
    }
    return kept;
}

/* What musl's getaddrinfo asks: fills `found` with up to MOST_ADDRESSES.  Returns how many, or an
 * error number of getaddrinfo. */
int
__lookup_name(struct address *found, char *canonical, const char *name, int family, int flags)
{
    int is_mapped = (flags & AI_V4MAPPED) != 0 && family == AF_INET6;
    int wanted = is_mapped ? AF_UNSPEC : family;
    *canonical = '\0';
    int count;
    if (name == NULL) {
        count = own_addresses(found, wanted, (flags & AI_PASSIVE) != 0);
    }
    else {
        size_t length = strnlen(name, NAME_ROOM);
        if (length == 0 || length > LONGEST_NAME) {
            return EAI_NONAME;
        }
        memcpy(canonical, name, length + 1);
        count = __lookup_ipliteral(found, name, wanted);
        if (count == 0 && (flags & AI_NUMERICHOST) == 0) {
            count = resolve(found, name, wanted);
        }
    }
    if (count > 0 && is_mapped) {
        count = map_to_ipv6(found, count, (flags & AI_ALL) != 0);
    }
    return count == 0 ? EAI_NONAME : count;
}

/* A name that leads here: the host does not tell its own. */
int
gethostname(char *name, size_t room)
{
    static const char LOCALHOST[] = "localhost";
    if (room < sizeof LOCALHOST) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, LOCALHOST, sizeof LOCALHOST);
    return 0;
}
