// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.SegmenterException;
import org.sonomask.configuration.Configurations;

/** {@code /api}: the routes, and their OpenAPI document at {@code /api/openapi.json}. */
@Component(
    service = Servlet.class,
    property = {"osgi.http.whiteboard.servlet.pattern=/api/*", SonomaskContext.SELECT})
public final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

  /** Where it is. */
  static final String PATH = "/api";

  private static final String DOCUMENT = "/openapi.json";
  private static final int UNPROCESSABLE = 422;
  private static final String DEFECT = "a defect of Sonomask, please report it: the log has it";

  @Reference(policy = ReferencePolicy.DYNAMIC)
  private transient volatile List<Routes> routes = List.of();

  @Reference private transient Configurations configurations;

  @Reference private transient ElementTypes types;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    if (path.equals(DOCUMENT)) {
      Json.write(response, OpenApi.of(all(), types.all(), configurations.definitions()));
      return;
    }
    boolean known = false;
    for (Route route : all()) {
      Optional<String> name = route.match(path);
      known |= name.isPresent();
      if (name.isPresent() && route.method().equals(request.getMethod())) {
        run(route, name.get(), request, response);
        return;
      }
    }
    Json.refuse(
        response,
        known ? HttpServletResponse.SC_METHOD_NOT_ALLOWED : HttpServletResponse.SC_NOT_FOUND,
        PATH + DOCUMENT + " says what there is");
  }

  private List<Route> all() {
    return routes.stream().flatMap(some -> some.all().stream()).toList();
  }

  private static void run(
      Route route, String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object answer;
    try {
      ObjectNode body = Json.read(request);
      Body.check(route.takes(), body);
      answer = route.handler().handle(name, body);
    } catch (Exception failure) {
      int status = status(failure);
      boolean defect = status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
      if (defect) {
        LOG.error("{} {} failed", route.method(), route.path(), failure);
      }
      Json.refuse(response, status, defect ? DEFECT : failure.getMessage());
      return;
    }
    Json.write(response, answer);
  }

  private static int status(Exception failure) {
    if (failure instanceof NoSuchElementException) {
      return HttpServletResponse.SC_NOT_FOUND;
    }
    if (failure instanceof SecurityException) {
      return HttpServletResponse.SC_FORBIDDEN;
    }
    if (failure instanceof IllegalArgumentException) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
    boolean impossible =
        failure instanceof IllegalStateException
            || failure instanceof SegmenterException
            || failure instanceof IOException;
    return impossible ? UNPROCESSABLE : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
