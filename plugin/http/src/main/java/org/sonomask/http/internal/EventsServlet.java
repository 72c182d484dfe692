// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sonomask.watch.Watch;

/** {@code /events}: what {@code /api/now} says, ten times a second, as server-sent events. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/events", SonomaskContext.SELECT})
public final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CLIENTS = 16;
  private static final long INTERVAL_MILLIS = 100;

  private final transient Watch watch;
  private final transient Clients clients = new Clients(MOST_CLIENTS);

  /** Made by Declarative Services. */
  @Activate
  public EventsServlet(@Reference Watch watch) {
    this.watch = watch;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    clients.serve(response, () -> send(response));
  }

  private void send(HttpServletResponse response) throws IOException, InterruptedException {
    response.setContentType("text/event-stream");
    OutputStream out = response.getOutputStream();
    do {
      String event = "data: " + Json.text(Views.Moment.now(watch)) + "\n\n";
      out.write(event.getBytes(StandardCharsets.UTF_8));
      response.flushBuffer();
    } while (clients.pause(INTERVAL_MILLIS));
  }

  @Deactivate
  void close() {
    clients.close();
  }
}
