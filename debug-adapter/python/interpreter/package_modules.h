/*
 * Modules that packages bring for speed, built in.  Importing them by their own
 * names would give them to packages of any version: they are built in under
 * others, and _wasix_packages.py hands them to the packages that they were made for.
 */
#ifndef WASIX_PACKAGE_MODULES_H
#define WASIX_PACKAGE_MODULES_H

#include <Python.h>

#define WASIX_PACKAGE_MODULE_PREFIX "_wasix_packages."

/* The recipe makes it (packageModules.ts). */
extern struct _inittab wasix_package_modules[];

#endif
