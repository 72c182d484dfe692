// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Type;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that REST can do.
 *
 * @param method of HTTP
 * @param path with {@code {id}} where a name stands
 * @param summary one line
 * @param takes type of the body, or null
 * @param gives type of the response
 * @param handler that does it
 */
record Route(String method, String path, String summary, Type takes, Type gives, Handler handler) {

  /** Does what a route is for. */
  @FunctionalInterface
  interface Handler {

    /**
     * @param name what stands for {@code {id}}; empty if the path has none
     * @param body the request's
     * @return the response
     * @throws NoSuchElementException if what the name says is not there
     * @throws SecurityException if the client may not
     * @throws IllegalArgumentException if the request is wrong
     * @throws Exception if it cannot be done
     */
    Object handle(String name, ObjectNode body) throws Exception;
  }

  /** A route without a body. */
  static Route of(String method, String path, String summary, Type gives, Handler handler) {
    return new Route(method, path, summary, null, gives, handler);
  }

  /** The name in a path, if the path is this route's. */
  Optional<String> match(String requested) {
    Matcher matcher = Pattern.compile(path.replace("{id}", "([^/]+)")).matcher(requested);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
  }
}
