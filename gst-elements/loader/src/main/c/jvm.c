// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "jvm.h"
#include <dlfcn.h>
#include <gst/gst.h>
#include <jni.h>
#include <link.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define LIBJVM "lib/server/libjvm.so"
#define INSTALL "Install Java 17 or newer (openjdk-17-jre-headless) or set JAVA_HOME."

typedef jint (*CreatedVms) (JavaVM **, jsize, jsize *);
typedef jint (*CreateVm) (JavaVM **, void **, void *);
typedef int (*HandleSignal) (int, siginfo_t *, void *, int);

typedef struct {
  const gchar *home;
  const gchar *plugin_file;
} Start;

static JavaVM *vm;
static gchar *problem;

/* ---- SIGSEGV: HotSpot takes it for null checks and safepoints; without it the process dies ---- */

static gboolean armed;                /* the JVM is ours: a Java program looks after its own */
static struct sigaction jvm_action;
static struct sigaction host_action;  /* of a program that took SIGSEGV after the JVM had */
static HandleSignal handle_in_jvm;

static void
jvm_first (int signal, siginfo_t *info, void *context)
{
  if (handle_in_jvm (signal, info, context, FALSE))
    return;
  if (host_action.sa_flags & SA_SIGINFO)
    host_action.sa_sigaction (signal, info, context);
  else if (host_action.sa_handler == SIG_DFL || host_action.sa_handler == SIG_IGN)
    sigaction (signal, &host_action, NULL);     /* the instruction runs again, and ends the process */
  else
    host_action.sa_handler (signal);
}

static void
rearm (void)
{
  struct sigaction now, first = jvm_action;

  if (!armed)
    return;
  sigaction (SIGSEGV, NULL, &now);
  if (now.sa_sigaction == jvm_action.sa_sigaction || now.sa_sigaction == jvm_first)
    return;
  if (handle_in_jvm) {
    host_action = now;
    first.sa_sigaction = jvm_first;
  }
  sigaction (SIGSEGV, &first, NULL);
}

/*
 * While GStreamer loads a plugin it has SIGSEGV itself, and afterwards it restores what was there
 * before. No load that begins after this does so, and one that runs has ended when our own (a
 * look-up, since we are loaded) gets the lock.
 */
static gpointer
rearm_after_loading (gpointer plugin_file)
{
  GstPlugin *self = gst_plugin_load_file (plugin_file, NULL);
  if (self)
    gst_object_unref (self);
  rearm ();
  return NULL;
}

/* ---- finding and making the JVM ---- */

static int
is_libjvm (struct dl_phdr_info *info, size_t size, void *path)
{
  if (!g_str_has_suffix (info->dlpi_name, "/libjvm.so"))
    return 0;
  *(gchar **) path = g_strdup (info->dlpi_name);
  return 1;
}

/* The library of the JVM that runs already, of JAVA_HOME, or of the command java. */
static gchar *
find_libjvm (void)
{
  gchar *path = NULL;
  const gchar *java_home = g_getenv ("JAVA_HOME");

  if (dl_iterate_phdr (is_libjvm, &path))
    return path;
  if (java_home && *java_home)
    return g_build_filename (java_home, LIBJVM, NULL);
  g_autofree gchar *java = g_find_program_in_path ("java");
  char *real = java ? realpath (java, NULL) : NULL;
  if (!real)
    return NULL;
  g_autofree gchar *bin = g_path_get_dirname (real);
  free (real);
  return g_build_filename (bin, "..", LIBJVM, NULL);
}

static gchar *
class_path (const gchar *home)
{
  g_autofree gchar *lib = g_build_filename (home, "lib", NULL);
  GString *path = g_string_new ("-Djava.class.path=");
  GDir *jars = g_dir_open (lib, 0, NULL);
  const gchar *jar;

  g_string_append_printf (path, "%s/conf", home);
  while (jars && (jar = g_dir_read_name (jars)))
    g_string_append_printf (path, ":%s/%s", lib, jar);
  if (jars)
    g_dir_close (jars);
  return g_string_free (path, FALSE);
}

/* Makes a JVM in whose class path Sonomask is; gives the thread's JNIEnv, or NULL. */
static JNIEnv *
create (CreateVm create_vm, const gchar *home)
{
  const gchar *given = g_getenv ("SONOMASK_JVM_OPTIONS");
  g_auto (GStrv) more = g_strsplit (given ? given : "", " ", -1);
  g_autofree gchar *path = class_path (home);
  g_autofree JavaVMOption *options = g_new0 (JavaVMOption, 3 + g_strv_length (more));
  JavaVMInitArgs arguments = { JNI_VERSION_10, 0, options, JNI_FALSE };
  JNIEnv *env = NULL;

  options[arguments.nOptions++].optionString = path;
  options[arguments.nOptions++].optionString = (char *) "-Dfile.encoding=UTF-8";
  options[arguments.nOptions++].optionString = (char *) "-Xrs";  /* Ctrl-C is the program's */
  for (gchar **option = more; *option; option++)
    if (**option)
      options[arguments.nOptions++].optionString = *option;
  gst_segtrap_set_enabled (FALSE);
  return create_vm (&vm, (void **) &env, &arguments) == JNI_OK ? env : NULL;
}

/* Lets Java clean up behind itself: what the JVM does at its end, but without waiting for threads. */
static void
stop (void)
{
  JNIEnv *env;

  if ((*vm)->AttachCurrentThreadAsDaemon (vm, (void **) &env, NULL) != JNI_OK)
    return;
  jclass shutdown = (*env)->FindClass (env, "java/lang/Shutdown");
  jmethodID run = shutdown ? (*env)->GetStaticMethodID (env, shutdown, "shutdown", "()V") : NULL;
  if (run)
    (*env)->CallStaticVoidMethod (env, shutdown, run);
  (*env)->ExceptionClear (env);
}

static gchar *
start_plugin (JNIEnv *env, const gchar *home)
{
  gchar *failure = NULL;
  jclass host = (*env)->FindClass (env, "org/sonomask/launcher/internal/ForeignHost");
  jmethodID start = !host ? NULL
      : (*env)->GetStaticMethodID (env, host, "start", "(Ljava/lang/String;)Ljava/lang/String;");

  if (start) {
    jstring answer = (*env)->CallStaticObjectMethod (env, host, start, (*env)->NewStringUTF (env, home));
    if (answer) {
      const char *reason = (*env)->GetStringUTFChars (env, answer, NULL);
      failure = g_strdup_printf ("Sonomask in %s does not start: %s", home, reason);
      (*env)->ReleaseStringUTFChars (env, answer, reason);
    }
  }
  if ((*env)->ExceptionCheck (env)) {
    (*env)->ExceptionDescribe (env);
    (*env)->ExceptionClear (env);
    failure = armed
        ? g_strdup_printf ("Sonomask in %s does not start, see above. It needs Java 17 or newer.", home)
        : g_strdup_printf ("This program runs Java without Sonomask: have it call "
            "org.sonomask.launcher.Plugin.start, with the jars of %s/lib on its class path.", home);
  }
  return failure;
}

/* Not on the program's first thread, whose stack the JVM cannot guard. */
static gpointer
start (gpointer data)
{
  const Start *where = data;
  g_autofree gchar *path = find_libjvm ();
  void *library = path ? dlopen (path, RTLD_NOW | RTLD_GLOBAL) : NULL;
  JNIEnv *env = NULL;
  jsize running = 0;

  if (!library)
    return g_strdup_printf ("There is no Java%s%s. " INSTALL, path ? " in " : "", path ? path : "");
  CreatedVms created_vms = (CreatedVms) dlsym (library, "JNI_GetCreatedJavaVMs");
  CreateVm create_vm = (CreateVm) dlsym (library, "JNI_CreateJavaVM");
  if (!created_vms || !create_vm)
    return g_strdup_printf ("%s is no Java. " INSTALL, path);
  created_vms (&vm, 1, &running);
  if (running) {
    (*vm)->AttachCurrentThreadAsDaemon (vm, (void **) &env, NULL);
  } else {
    env = create (create_vm, where->home);
    if (env) {
      sigaction (SIGSEGV, NULL, &jvm_action);
      handle_in_jvm = (HandleSignal) dlsym (library, "JVM_handle_linux_signal");
      armed = TRUE;
      g_thread_unref (g_thread_new ("sonomask-signal", rearm_after_loading, (gpointer) where->plugin_file));
    }
  }
  if (!env)
    return g_strdup_printf ("The Java of %s does not start: it says why above; mind "
        "SONOMASK_JVM_OPTIONS.", path);
  gchar *failure = start_plugin (env, where->home);
  if (armed)
    atexit (stop);      /* now, so that it goes before the destructors of libraries that Java loaded */
  (*vm)->DetachCurrentThread (vm);
  return failure;
}

void
jvm_start (const gchar *home, const gchar *plugin_file)
{
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    Start where = { home, plugin_file };
    problem = g_thread_join (g_thread_new ("sonomask-jvm", start, &where));
    g_once_init_leave (&once, 1);
  }
  rearm ();
}

const gchar *
jvm_problem (void)
{
  return problem;
}
