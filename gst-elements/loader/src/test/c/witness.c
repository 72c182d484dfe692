// SPDX-License-Identifier: Apache-2.0
/* A native library that says when it is destroyed, at the time at which C++ destroys its objects. */
#include <stdlib.h>
#include <unistd.h>

static void
destroy (void)
{
  static const char words[] = "library destroyed\n";
  if (write (STDERR_FILENO, words, sizeof words - 1) < 0)
    abort ();
}

__attribute__ ((constructor)) static void
create (void)
{
  atexit (destroy);
}
