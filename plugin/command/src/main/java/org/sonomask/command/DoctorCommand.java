// SPDX-License-Identifier: Apache-2.0
package org.sonomask.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.doctor.Doctor;
import org.sonomask.doctor.Finding;
import org.sonomask.launcher.Subcommand;
import org.sonomask.launcher.SubcommandException;

/** {@code sonomask doctor}: looks for what marking needs, and names the remedy of what it lacks. */
@Component
public final class DoctorCommand implements Subcommand {

  private final Doctor doctor;

  /** Made by Declarative Services. */
  @Activate
  public DoctorCommand(@Reference Doctor doctor) {
    this.doctor = doctor;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Look for what marking needs and say how to get what is missing";
  }

  @Override
  public String usage() {
    return "";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) {
    int missing = 0;
    for (Finding finding : doctor.examine()) {
      String state = finding.state().name().toLowerCase(Locale.ROOT);
      String remedy = finding.remedy().isEmpty() ? "" : ": " + finding.remedy();
      out.printf("%-8s %s%s%n", state, finding.what(), remedy);
      missing += finding.isMissing() ? 1 : 0;
    }
    out.println(missing == 0 ? "Everything is there." : missing + " missing.");
    return missing == 0 ? 0 : SubcommandException.FAILED;
  }
}
