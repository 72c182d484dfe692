// SPDX-License-Identifier: Apache-2.0
/** The subcommands of {@code bin/sonomask}. They drive pipelines and never touch their data. */
package org.sonomask.command;
