// SPDX-License-Identifier: Apache-2.0
package org.sonomask.configuration;

import java.util.Map;

/**
 * A configuration as it is now.
 *
 * @param pid of it
 * @param definition what it is of
 * @param values that it holds, by attribute; what is not there is as the definition says, or for
 *     elements as their programs set it
 */
public record Setting(String pid, Definition definition, Map<String, Object> values) {}
