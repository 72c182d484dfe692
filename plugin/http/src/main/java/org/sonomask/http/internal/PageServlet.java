// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/** {@code /}: the live page, which loads nothing from anywhere else. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/", SonomaskContext.SELECT})
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String INDEX = "index.html";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";
  private static final Pattern NAME = Pattern.compile("[a-z]+\\.(html|css|js)");
  private static final Map<String, String> TYPES =
      Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getServletPath().replaceFirst("^/", "");
    String file = name.isEmpty() ? INDEX : name;
    boolean plain = NAME.matcher(file).matches();
    try (InputStream in = plain ? PageServlet.class.getResourceAsStream("/page/" + file) : null) {
      if (in == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setContentType(
          TYPES.get(file.substring(file.lastIndexOf('.') + 1)) + "; charset=utf-8");
      response.setHeader("Content-Security-Policy", POLICY);
      in.transferTo(response.getOutputStream());
    }
  }
}
