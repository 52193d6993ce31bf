/*
 * The services of the Internet, by name and port.  wasix-libc (2025-12-24) answers
 * with a wrong port, and getaddrinfo with what happens to be in memory.
 */
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* As musl's lookup.h has it, which is not installed. */
struct service {
    uint16_t port;
    unsigned char protocol;
    unsigned char type;
};

enum { TCP = 1, UDP = 2, LARGEST_PORT = 65535 };

/* Of IANA's registry, those that programs ask for by name: there is no /etc/services. */
static const struct {
    const char *name;
    uint16_t port;
    uint8_t protocols;
} SERVICES[] = {
    {"echo", 7, TCP | UDP},     {"discard", 9, TCP | UDP}, {"daytime", 13, TCP | UDP},
    {"ftp", 21, TCP},           {"ssh", 22, TCP},          {"telnet", 23, TCP},
    {"smtp", 25, TCP},          {"time", 37, TCP | UDP},   {"domain", 53, TCP | UDP},
    {"tftp", 69, UDP},          {"http", 80, TCP},         {"pop3", 110, TCP},
    {"nntp", 119, TCP},         {"ntp", 123, UDP},         {"imap2", 143, TCP},
    {"snmp", 161, TCP | UDP},   {"ldap", 389, TCP | UDP},  {"https", 443, TCP | UDP},
    {"syslog", 514, UDP},       {"submission", 587, TCP},  {"ldaps", 636, TCP | UDP},
    {"imaps", 993, TCP},        {"pop3s", 995, TCP},       {"mysql", 3306, TCP},
    {"postgresql", 5432, TCP},  {"amqp", 5672, TCP | UDP}, {"redis", 6379, TCP},
    {"http-alt", 8080, TCP | UDP},
};

enum { SERVICE_COUNT = sizeof SERVICES / sizeof SERVICES[0] };

/* The protocols of a port by its name or number; 0 when there is none. */
static int
find_port(const char *name, uint16_t *port)
{
    char *end = "";
    unsigned long number = name == NULL ? 0 : strtoul(name, &end, 10);
    if (name == NULL || (*name != '\0' && *end == '\0')) {
        *port = (uint16_t)number;
        return number <= LARGEST_PORT ? TCP | UDP : 0;
    }
    for (int index = 0; index < SERVICE_COUNT; index++) {
        if (strcmp(SERVICES[index].name, name) == 0) {
            *port = SERVICES[index].port;
            return SERVICES[index].protocols;
        }
    }
    return 0;
}

/* What musl's getaddrinfo asks.  Returns how many it has found, or an error number of
 * getaddrinfo. */
int
__lookup_serv(struct service *found, const char *name, int protocol, int type, int flags)
{
    if (type != 0 && type != SOCK_STREAM && type != SOCK_DGRAM) {
        if (name != NULL) {
            return EAI_SERVICE;
        }
        found[0] = (struct service){.protocol = (unsigned char)protocol, .type = (unsigned char)type};
        return 1;
    }
    if (name != NULL && (flags & AI_NUMERICSERV) != 0 && name[strspn(name, "0123456789")] != '\0') {
        return EAI_NONAME;
    }
    uint16_t port;
    int protocols = find_port(name, &port);
    int count = 0;
    if ((protocols & TCP) != 0 && type != SOCK_DGRAM && (protocol == 0 || protocol == IPPROTO_TCP)) {
        found[count++] = (struct service){port, IPPROTO_TCP, SOCK_STREAM};
    }
    if ((protocols & UDP) != 0 && type != SOCK_STREAM && (protocol == 0 || protocol == IPPROTO_UDP)) {
        found[count++] = (struct service){port, IPPROTO_UDP, SOCK_DGRAM};
    }
    return count == 0 ? EAI_SERVICE : count;
}

/* The entry of a service for a protocol, NULL standing for either. */
static struct servent *
entry(int index, const char *protocol)
{
    static char *no_aliases[] = {NULL};
    static struct servent found;
    int protocols = SERVICES[index].protocols;
    if (protocol == NULL) {
        protocol = (protocols & TCP) != 0 ? "tcp" : "udp";
    }
    if ((strcmp(protocol, "tcp") != 0 || (protocols & TCP) == 0)
        && (strcmp(protocol, "udp") != 0 || (protocols & UDP) == 0)) {
        return NULL;
    }
    found = (struct servent){
        .s_name = (char *)SERVICES[index].name,
        .s_aliases = no_aliases,
        .s_port = htons(SERVICES[index].port),
        .s_proto = strcmp(protocol, "tcp") == 0 ? "tcp" : "udp",
    };
    return &found;
}

struct servent *
getservbyname(const char *name, const char *protocol)
{
    struct servent *found = NULL;
    for (int index = 0; index < SERVICE_COUNT && found == NULL; index++) {
        if (strcmp(SERVICES[index].name, name) == 0) {
            found = entry(index, protocol);
        }
    }
    return found;
}

struct servent *
getservbyport(int port, const char *protocol)
{
    struct servent *found = NULL;
    for (int index = 0; index < SERVICE_COUNT && found == NULL; index++) {
        if (SERVICES[index].port == ntohs((uint16_t)port)) {
            found = entry(index, protocol);
        }
    }
    return found;
}
