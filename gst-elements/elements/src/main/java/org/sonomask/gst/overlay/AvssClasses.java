// SPDX-License-Identifier: Apache-2.0
package org.sonomask.gst.overlay;

import java.util.List;

/** The classes of AVSBench-Semantic in the order of its labels, background first. */
final class AvssClasses {

  private static final List<String> NAMES =
      List.of(
          ("background accordion airplane axe baby bassoon bell bird boat boy bus car cat cello"
                  + " clarinet clipper clock dog donkey drum duck elephant emergency-car erhu flute"
                  + " frying-food girl goose guitar gun guzheng hair-dryer handpan harmonica harp"
                  + " helicopter hen horse keyboard leopard lion man marimba missile-rocket"
                  + " motorcycle mower parrot piano pig pipa saw saxophone sheep sitar sorna"
                  + " squirrel tabla tank tiger tractor train trombone truck trumpet tuba ukulele"
                  + " utv vacuum-cleaner violin wolf woman")
              .split(" "));

  private AvssClasses() {}

  /** The data set's label for a class name; -1 if it has no such class. */
  static int label(String name) {
    return NAMES.indexOf(name);
  }
}
