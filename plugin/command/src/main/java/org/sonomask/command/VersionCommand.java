// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import org.freedesktop.gstreamer.Gst;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask version}: what is running. */
@Component
public final class VersionCommand implements Subcommand {

  private final BundleContext context;

  /** Made by Declarative Services. */
  @Activate
  public VersionCommand(BundleContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "Say which versions run";
  }

  @Override
  public String usage() {
    return "";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err)
      throws SubcommandException {
    ElementKit.initialise();
    out.println("Sonomask " + context.getBundle().getVersion());
    out.println(Gst.getVersionString());
    out.println("Java " + Runtime.version());
    return 0;
  }
}
