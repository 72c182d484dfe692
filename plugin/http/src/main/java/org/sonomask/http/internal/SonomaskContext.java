// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The context that all servlets here are in, and who may enter it: clients on this machine that
 * call it by a local name, so that no web page elsewhere can; and whoever shows the token. Requests
 * that change something need a header that forms of other pages cannot set.
 */
@Component(
    service = ServletContextHelper.class,
    property = {
      "osgi.http.whiteboard.context.name=" + SonomaskContext.NAME,
      "osgi.http.whiteboard.context.path=/"
    })
public final class SonomaskContext extends ServletContextHelper {

  /** Name of the context. */
  static final String NAME = "sonomask";

  /** How a servlet says that it is in this context. */
  static final String SELECT =
      "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=" + NAME + ")";

  /** The header that requests which change something carry. */
  static final String CHANGE_HEADER = "X-Requested-With";

  private static final String COOKIE = "sonomask-token";
  private static final String BEARER = "Bearer ";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final HttpSettings settings;

  /** Made by Declarative Services. */
  @Activate
  public SonomaskContext(@Reference HttpSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    if (!isLocal(request) && !showsToken(request, response)) {
      response.sendError(
          settings.token().isEmpty()
              ? HttpServletResponse.SC_FORBIDDEN
              : HttpServletResponse.SC_UNAUTHORIZED);
      return false;
    }
    if (!READING.contains(request.getMethod()) && request.getHeader(CHANGE_HEADER) == null) {
      response.sendError(
          HttpServletResponse.SC_FORBIDDEN, "the header " + CHANGE_HEADER + " is missing");
      return false;
    }
    return true;
  }

  private boolean isLocal(HttpServletRequest request) throws IOException {
    return settings.token().isEmpty()
        && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
        && LOCAL_NAMES.contains(request.getServerName());
  }

  private boolean showsToken(HttpServletRequest request, HttpServletResponse response) {
    String header = request.getHeader("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return isToken(header.substring(BEARER.length()));
    }
    String parameter = request.getParameter("token");
    if (parameter != null && isToken(parameter)) {
      // For pages and pictures, which cannot send headers.
      response.setHeader(
          "Set-Cookie", COOKIE + "=" + parameter + "; Path=/; HttpOnly; SameSite=Strict");
      return true;
    }
    Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    return Stream.of(cookies)
        .anyMatch(cookie -> cookie.getName().equals(COOKIE) && isToken(cookie.getValue()));
  }

  /** Takes as long for a nearly right guess as for a wrong one. */
  private boolean isToken(String shown) {
    return !settings.token().isEmpty()
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            settings.token().getBytes(StandardCharsets.UTF_8));
  }
}
