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
import org.sonomask.watch.Watch;

/** {@code /metrics}. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/metrics", SonomaskContext.SELECT})
public final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Watch watch;

  /** Made by Declarative Services. */
  @Activate
  public MetricsServlet(@Reference Watch watch) {
    this.watch = watch;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.getWriter().write(Metrics.of(watch));
  }
}
