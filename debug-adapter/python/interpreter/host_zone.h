/* The zones that the host knows of. */
#ifndef HOST_ZONE_H
#define HOST_ZONE_H

/*
 * Gives rules of zones, as libc_zone.c has them: "NAME=RULE;NAME=RULE".  The one without a name is where the
 * program is.  Before the first time is told; the text has to stay.
 */
void wasix_set_host_zones(const char *zones);

#endif
