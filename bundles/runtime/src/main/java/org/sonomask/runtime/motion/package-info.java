/** How pictures move: dense optical flow at mask size, cheap enough for every frame. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
package org.sonomask.runtime.motion;
