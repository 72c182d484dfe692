// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /health/live} answers while the process does; {@code /health/ready} says 503 if down. */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.pattern=/health/live",
      "osgi.http.whiteboard.servlet.pattern=/health/ready",
      SonomaskContext.SELECT
    })
public final class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Health health;

  /** Made by Declarative Services. */
  @Activate
  public HealthServlet(@Reference Health health) {
    this.health = health;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Health.Report report = health.report();
    boolean ready = request.getServletPath().endsWith("/ready");
    if (ready && report.status() == Health.Status.DOWN) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    Json.write(response, report);
  }
}
