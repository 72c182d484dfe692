// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.gst.element.ElementInstance;
import org.sonomask.gst.element.Preview;
import org.sonomask.watch.Watch;

/**
 * {@code /picture?element=ID&width=640&rate=12}: the pictures that leave an element, as they play,
 * as a multipart stream of JPEGs that {@code <img>} shows.
 */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/picture", SonomaskContext.SELECT})
public final class PictureServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PictureServlet.class);
  private static final int MOST_CLIENTS = 4;
  private static final String BOUNDARY = "sonomask-picture";
  private static final long LOOK_MILLIS = 1000;

  private final transient Watch watch;
  private final transient HttpSettings settings;
  private final transient Clients clients = new Clients(MOST_CLIENTS);

  /** Made by Declarative Services. */
  @Activate
  public PictureServlet(@Reference Watch watch, @Reference HttpSettings settings) {
    this.watch = watch;
    this.settings = settings;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!settings.preview()) {
      Json.refuse(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "pictures are not shown: preview = true in conf/sonomask.http.cfg shows them");
      return;
    }
    ElementInstance element;
    Preview.Size size;
    try {
      element = watch.element(required(request, "element"));
      size = new Preview.Size(number(request, "width", 640), number(request, "rate", 12));
    } catch (NoSuchElementException missing) {
      Json.refuse(response, HttpServletResponse.SC_NOT_FOUND, missing.getMessage());
      return;
    } catch (IllegalArgumentException wrong) {
      Json.refuse(response, HttpServletResponse.SC_BAD_REQUEST, wrong.getMessage());
      return;
    }
    LOG.info("{} watches {}", request.getRemoteAddr(), element.path());
    clients.serve(response, () -> show(element, size, response));
  }

  private static String required(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    if (value == null) {
      throw new IllegalArgumentException("say which: ?" + name + "=ID, as /api/elements has it");
    }
    return value;
  }

  private static int number(HttpServletRequest request, String name, int usual) {
    String value = request.getParameter(name);
    try {
      return value == null ? usual : Integer.parseInt(value);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          name + " takes a whole number, not '" + value + "'", wrong);
    }
  }

  private void show(ElementInstance element, Preview.Size size, HttpServletResponse response)
      throws IOException, InterruptedException {
    BlockingQueue<byte[]> newest = new ArrayBlockingQueue<>(1);
    response.setContentType("multipart/x-mixed-replace; boundary=" + BOUNDARY);
    response.flushBuffer();
    // A client that is slow misses pictures, and delays nobody.
    try (Preview preview = element.watch(size, newest::offer)) {
      byte[] last = null;
      while (clients.goOn()) {
        byte[] picture = newest.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        last = picture == null ? last : picture;
        if (last != null) {
          // Again while nothing plays: only writing tells that the client is gone.
          write(response.getOutputStream(), last);
          response.flushBuffer();
        }
        element.name();
      }
    } catch (IllegalStateException gone) {
      LOG.debug("{}", gone.getMessage());
    }
  }

  private static void write(OutputStream out, byte[] picture) throws IOException {
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Type: image/jpeg\r\nContent-Length: "
            + picture.length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(picture);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Deactivate
  void close() {
    clients.close();
  }
}
