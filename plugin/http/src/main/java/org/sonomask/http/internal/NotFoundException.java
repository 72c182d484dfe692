// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

/** What a request names is not there; the message says what is. */
final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotFoundException(String message) {
    super(message);
  }
}
