// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <glib.h>

/*
 * Has a JVM run Sonomask of the folder `home`; the first call does it, others wait for it. Keeps
 * SIGSEGV with the JVM, which needs it in normal work, and hands on what is not the JVM's.
 * `plugin_file` is the file of this plugin.
 */
void jvm_start (const gchar *home, const gchar *plugin_file);

/* Why it does not run and what to do, for people; NULL if it runs. */
const gchar *jvm_problem (void);
