/** Measures how often the synchrony filter picks the one who talks. */
package org.sonomask.synchronybench;
