/** Runs mask filters: over the masks that a segmenter makes, and on the frames between them. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.runtime.filter;
