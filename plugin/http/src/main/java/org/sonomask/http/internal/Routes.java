// SPDX-License-Identifier: Apache-2.0
package org.sonomask.http.internal;

import java.util.List;

/** Some of what REST can do; a service. The OpenAPI document is made of all of them. */
interface Routes {
  /** Of HTTP. */
  String GET = "GET";

  /** Of HTTP. */
  String POST = "POST";

  /** Of HTTP: changes what the body names, and leaves the rest. */
  String PATCH = "PATCH";

  /** Of HTTP. */
  String DELETE = "DELETE";

  /** These. */
  List<Route> all();
}
