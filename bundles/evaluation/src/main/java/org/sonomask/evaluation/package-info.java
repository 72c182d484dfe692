// SPDX-License-Identifier: Apache-2.0
/**
 * How good masks are: clips as models are shown them, what marks them (models and baselines without
 * training), scores by AVSBench's definitions with intervals over assets, and how steady masks are.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.evaluation;
