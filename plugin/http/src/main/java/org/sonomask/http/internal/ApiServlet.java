// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sonomask.api.SegmenterException;
import org.sonomask.gst.element.ElementProvider;
import org.sonomask.gst.element.ElementType;

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

  private final transient Routes routes;
  private final transient Map<String, ElementType> types = new ConcurrentSkipListMap<>();

  /** Made by Declarative Services. */
  @Activate
  public ApiServlet(@Reference Routes routes) {
    this.routes = routes;
  }

  /** An element is described. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProvider(ElementProvider provider) {
    types.put(provider.type().factory(), provider.type());
  }

  /** An element is no longer described. */
  void removeProvider(ElementProvider provider) {
    types.remove(provider.type().factory());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("");
    if (path.equals(DOCUMENT)) {
      Json.write(response, OpenApi.of(routes.all(), types.values()));
      return;
    }
    boolean known = false;
    for (Route route : routes.all()) {
      Optional<String> name = route.match(path);
      known |= name.isPresent();
      if (name.isPresent() && route.method().equals(request.getMethod())) {
        run(route, name.get(), request, response);
        return;
      }
    }
    refuse(
        response,
        known ? HttpServletResponse.SC_METHOD_NOT_ALLOWED : HttpServletResponse.SC_NOT_FOUND,
        PATH + DOCUMENT + " says what there is");
  }

  private static void run(
      Route route, String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object answer;
    try {
      ObjectNode body = Json.read(request);
      answer = route.handler().handle(name, body);
    } catch (NoSuchElementException missing) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, missing.getMessage());
      return;
    } catch (IllegalArgumentException wrong) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, wrong.getMessage());
      return;
    } catch (IllegalStateException | SegmenterException | IOException impossible) {
      refuse(response, UNPROCESSABLE, impossible.getMessage());
      return;
    } catch (Exception defect) {
      LOG.error("{} {} failed", route.method(), route.path(), defect);
      refuse(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "a defect of Sonomask, please report it: the log has it");
      return;
    }
    Json.write(response, answer);
  }

  private static void refuse(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    Json.write(response, new Views.Problem(why));
  }
}
