// SPDX-License-Identifier: Apache-2.0
package org.sonomask.metadata.internal.onvif;

/** Names of namespaces. */
final class Schema {

  /** ONVIF's own. */
  static final String ONVIF = "http://www.onvif.org/ver10/schema";

  /** Of the attributes that say what ONVIF has no name for; its schema allows them. */
  static final String SONOMASK = "urn:sonomask:mask:1";

  private Schema() {}
}
