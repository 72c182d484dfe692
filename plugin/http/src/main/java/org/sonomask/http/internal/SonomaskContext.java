// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * The context that all servlets here are in, and who may enter it: clients on this machine that
 * call it by a local name, so that no web page can whose own name leads here (DNS rebinding); and
 * whoever shows the token. What a browser sends for a page of another origin is refused, and
 * requests that change something need a header that forms of other pages cannot set.
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
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
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
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (!isLocal(request) && !showsToken(request, response)) {
      return refuseStranger(response);
    }
    if (isOfAnotherOrigin(request)) {
      return refuse(response, "this is for pages of Sonomask, not for those of other origins");
    }
    if (!READING.contains(request.getMethod()) && request.getHeader(CHANGE_HEADER) == null) {
      return refuse(response, "add the header " + CHANGE_HEADER + ", with any value, to change it");
    }
    return true;
  }

  private boolean refuseStranger(HttpServletResponse response) throws IOException {
    if (settings.token().isEmpty()) {
      return refuse(
          response,
          "only this machine is served, as localhost; for others set token in"
              + " conf/sonomask.http.cfg");
    }
    response.setHeader("WWW-Authenticate", BEARER.strip());
    Json.refuse(
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        "show the token: as 'Authorization: Bearer TOKEN', or once as ?token=TOKEN");
    return false;
  }

  private static boolean refuse(HttpServletResponse response, String why) throws IOException {
    Json.refuse(response, HttpServletResponse.SC_FORBIDDEN, why);
    return false;
  }

  /**
   * Whether a browser says so (Fetch Metadata; and Origin, where that is not sent). Links that lead
   * here from elsewhere may be followed.
   */
  private static boolean isOfAnotherOrigin(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      boolean followed =
          "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
              && "document".equals(request.getHeader("Sec-Fetch-Dest"))
              && READING.contains(request.getMethod());
      return !OWN_SITES.contains(site) && !followed;
    }
    String origin = request.getHeader("Origin");
    return origin != null && !origin.endsWith("://" + request.getHeader("Host"));
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
          "Set-Cookie", COOKIE + "=" + digest(parameter) + "; Path=/; HttpOnly; SameSite=Strict");
      return true;
    }
    Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    return Stream.of(cookies)
        .anyMatch(cookie -> cookie.getName().equals(COOKIE) && isDigest(cookie.getValue()));
  }

  private boolean isToken(String shown) {
    return isDigest(digest(shown));
  }

  /** Takes as long for a nearly right guess as for a wrong one. */
  private boolean isDigest(String shown) {
    return !settings.token().isEmpty()
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            digest(settings.token()).getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 in hexadecimal: fits into a cookie whatever the token is made of, and hides it. */
  private static String digest(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
