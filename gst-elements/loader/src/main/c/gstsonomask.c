// SPDX-License-Identifier: Apache-2.0
/*
 * Makes Sonomask's elements known to any GStreamer program. Their names, pads and properties stand
 * in a file that the build wrote, elements.ini, so that listing them starts no JVM. The first
 * instance starts it; then Java puts its functions into the classes that are registered here.
 */
#include "jvm.h"
#include <gst/base/gstbasetransform.h>
#include <gst/gst.h>
#include <stdlib.h>

#define HOME_VARIABLE "SONOMASK_HOME"
#define HOME_FROM_PLUGIN "../../../share/sonomask"
#define DESCRIPTION "elements.ini"

/* Java finds it at the type; its class Described knows the quark and the first two fields. */
typedef struct {
  GInstanceInitFunc instance_init;      /* Java's, once it has filled the class */
  gchar *properties;                    /* names in the order of their ids, with commas between */
  gchar *name;
} Element;

static GKeyFile *description;
static gchar *home;
static gchar *plugin_file;

static GQuark
element_quark (void)
{
  return g_quark_from_static_string ("sonomask-element");
}

static gchar *
text (const gchar *group, const gchar *key)
{
  gchar *value = g_key_file_get_string (description, group, key, NULL);
  return value ? value : g_strdup ("");
}

static GStrv
list (const gchar *group, const gchar *key)
{
  GStrv values = g_key_file_get_string_list (description, group, key, NULL, NULL);
  return values ? values : g_new0 (gchar *, 1);
}

static guint64
number (const gchar *group, const gchar *key)
{
  return g_key_file_get_uint64 (description, group, key, NULL);
}

static gdouble
real (const gchar *group, const gchar *key)
{
  return g_key_file_get_double (description, group, key, NULL);
}

/* ---- an element without Java: it says so when it is to work, and shows its defaults ---- */

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_param_value_set_default (spec, value);
}

static GstStateChangeReturn
change_state (GstElement *self, GstStateChange transition)
{
  GstElementClass *parent = g_type_class_peek_parent (GST_ELEMENT_GET_CLASS (self));
  const gchar *problem = jvm_problem ();

  if (transition == GST_STATE_CHANGE_NULL_TO_READY) {
    GST_ELEMENT_ERROR (self, LIBRARY, INIT,
        ("%s", problem ? problem : "Sonomask's bundles do not offer this element; see the log above."),
        ("Sonomask is looked for in %s, or in the environment's " HOME_VARIABLE ".", home));
    return GST_STATE_CHANGE_FAILURE;
  }
  return parent->change_state (self, transition);
}

static void
add_pads (GstElement *self)
{
  GList *templates = gst_element_class_get_pad_template_list (GST_ELEMENT_GET_CLASS (self));

  for (GList *i = templates; i; i = i->next) {
    GstPadTemplate *template = i->data;
    g_autoptr (GstPad) there = gst_element_get_static_pad (self, template->name_template);
    if (!there)
      gst_element_add_pad (self, gst_pad_new_from_template (template, template->name_template));
  }
}

static void
instance_init (GTypeInstance *instance, gpointer klass)
{
  const Element *element = g_type_get_qdata (G_TYPE_FROM_CLASS (klass), element_quark ());

  jvm_start (home, plugin_file);
  if (element->instance_init)
    element->instance_init (instance, klass);
  else
    add_pads (GST_ELEMENT (instance));
}

/* ---- classes, as described ---- */

static GType
enumeration (const gchar *group)
{
  g_autofree gchar *name = text (group, "type");
  GStrv nicks = list (group, "choices");
  GStrv meanings = list (group, "meanings");
  GEnumValue *values = g_new0 (GEnumValue, g_strv_length (nicks) + 1);

  for (gint i = 0; nicks[i] && meanings[i]; i++)
    values[i] = (GEnumValue) { i, meanings[i], nicks[i] };
  return g_enum_register_static (name, values); /* which keeps the values and their texts */
}

static GParamSpec *
property (const gchar *group, const gchar *name)
{
  g_autofree gchar *kind = text (group, "kind");
  g_autofree gchar *nick = text (group, "nick");
  g_autofree gchar *blurb = text (group, "blurb");
  g_autofree gchar *access = text (group, "access");
  g_autofree gchar *initial = text (group, "initial");
  GParamFlags flags = G_PARAM_READABLE;

  if (!g_str_equal (access, "READ_ONLY"))
    flags |= G_PARAM_WRITABLE
        | (g_str_equal (access, "MUTABLE_READY") ? GST_PARAM_MUTABLE_READY : GST_PARAM_MUTABLE_PLAYING);
  if (g_str_equal (kind, "BOOLEAN"))
    return g_param_spec_boolean (name, nick, blurb, g_str_equal (initial, "true"), flags);
  if (g_str_equal (kind, "UINT"))
    return g_param_spec_uint (name, nick, blurb, number (group, "min"), number (group, "max"),
        number (group, "initial"), flags);
  if (g_str_equal (kind, "UINT64"))
    return g_param_spec_uint64 (name, nick, blurb, number (group, "min"), number (group, "max"),
        number (group, "initial"), flags);
  if (g_str_equal (kind, "DOUBLE"))
    return g_param_spec_double (name, nick, blurb, real (group, "min"), real (group, "max"),
        real (group, "initial"), flags);
  if (g_str_equal (kind, "ENUM"))
    return g_param_spec_enum (name, nick, blurb, enumeration (group), 0, flags);
  if (g_str_equal (kind, "STRUCTURE"))
    return g_param_spec_boxed (name, nick, blurb, GST_TYPE_STRUCTURE, flags);
  return g_param_spec_string (name, nick, blurb, initial, flags);
}

static void
add_template (GstElementClass *klass, const gchar *element, const gchar *pad)
{
  g_autofree gchar *group = g_strdup_printf ("%s pad %s", element, pad);
  g_autofree gchar *direction = text (group, "direction");
  g_autofree gchar *caps_text = text (group, "caps");
  g_autoptr (GstCaps) caps = gst_caps_from_string (caps_text);

  gst_element_class_add_pad_template (klass, gst_pad_template_new (pad,
          g_str_equal (direction, "sink") ? GST_PAD_SINK : GST_PAD_SRC, GST_PAD_ALWAYS, caps));
}

static void
class_init (gpointer klass, gpointer data)
{
  const gchar *name = ((Element *) data)->name;
  g_autofree gchar *long_name = text (name, "long-name");
  g_autofree gchar *classification = text (name, "classification");
  g_autofree gchar *purpose = text (name, "description");
  g_autofree gchar *author = text (name, "author");
  g_auto (GStrv) pads = list (name, "pads");
  g_auto (GStrv) properties = list (name, "properties");

  ((GObjectClass *) klass)->set_property = set_property;
  ((GObjectClass *) klass)->get_property = get_property;
  ((GstElementClass *) klass)->change_state = change_state;
  gst_element_class_set_metadata (klass, long_name, classification, purpose, author);
  for (gint i = 0; pads[i]; i++)
    add_template (klass, name, pads[i]);
  for (gint i = 0; properties[i]; i++) {
    g_autofree gchar *group = g_strdup_printf ("%s property %s", name, properties[i]);
    g_object_class_install_property (klass, i + 1, property (group, properties[i]));
  }
}

static void
register_element (GstPlugin *plugin, const gchar *name)
{
  g_autofree gchar *type_name = text (name, "type");
  g_autofree gchar *base_name = text (name, "base");
  g_auto (GStrv) properties = list (name, "properties");
  GType base = g_str_equal (base_name, "GstBaseTransform") ? GST_TYPE_BASE_TRANSFORM : GST_TYPE_ELEMENT;
  GTypeQuery size;

  if (g_type_from_name (type_name))     /* a Java program was faster: there it is already */
    return;
  Element *element = g_new0 (Element, 1);
  element->name = g_strdup (name);
  element->properties = g_strjoinv (",", properties);
  g_type_query (base, &size);
  GTypeInfo info = {
    .class_size = size.class_size, .class_init = class_init, .class_data = element,
    .instance_size = size.instance_size, .instance_init = instance_init
  };
  GType type = g_type_register_static (base, type_name, &info, 0);
  g_type_set_qdata (type, element_quark (), element);
  gst_element_register (plugin, name, GST_RANK_NONE, type);
}

/*
 * TRUE always: a plugin that fails once is on GStreamer's blacklist until its file changes. If there
 * is nothing to describe now, the dependency has GStreamer look again when there is.
 */
static gboolean
plugin_init (GstPlugin *plugin)
{
  static const gchar *variables[] = { HOME_VARIABLE, NULL };
  static const gchar *files[] = { DESCRIPTION, NULL };
  const gchar *given = g_getenv (HOME_VARIABLE);

  plugin_file = g_strdup (gst_plugin_get_filename (plugin));
  /* Where /lib is a link to /usr/lib, GStreamer may name the file by either. */
  char *real = plugin_file ? realpath (plugin_file, NULL) : NULL;
  g_autofree gchar *folder = g_path_get_dirname (real ? real : ".");
  free (real);
  g_autofree gchar *beside = g_build_filename (folder, HOME_FROM_PLUGIN, NULL);
  home = g_canonicalize_filename (given && *given ? given : beside, NULL);
  const gchar *paths[] = { home, NULL };
  gst_plugin_add_dependency (plugin, variables, NULL, NULL, GST_PLUGIN_DEPENDENCY_FLAG_NONE);
  gst_plugin_add_dependency (plugin, NULL, paths, files, GST_PLUGIN_DEPENDENCY_FLAG_NONE);

  g_autoptr (GError) error = NULL;
  g_autofree gchar *file = g_build_filename (home, DESCRIPTION, NULL);
  description = g_key_file_new ();
  if (!g_key_file_load_from_file (description, file, G_KEY_FILE_NONE, &error)) {
    GST_WARNING ("%s: %s; set " HOME_VARIABLE " to the folder of Sonomask", file, error->message);
    return TRUE;
  }
  g_auto (GStrv) names = list ("elements", "names");
  for (gint i = 0; names[i]; i++)
    register_element (plugin, names[i]);
  return TRUE;
}

GST_PLUGIN_DEFINE (GST_VERSION_MAJOR, GST_VERSION_MINOR, sonomask,
    "Marks what sounds in videos", plugin_init, SONOMASK_VERSION, "Apache 2.0", "Sonomask",
    "Sonomask")
